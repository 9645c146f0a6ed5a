/** The command, as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
let dir: string;
let command: string;
let running: ChildProcess | undefined;

beforeAll(async () => {
  // In node_modules, so that the packages that stay outside are found from there.
  dir = mkdtempSync(join(root, 'node_modules', '.cognito-kit-local-cli-'));
  command = join(dir, 'cli.mjs');
  const entry = `import { main } from ${JSON.stringify(join(root, 'local/src/node/cli.ts'))};
    process.exit(await main(process.argv.slice(2)));`;
  await build({
    stdin: { contents: entry, resolveDir: root },
    outfile: command,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
});
afterEach(() => running?.kill('SIGKILL'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Run {
  process: ChildProcess;
  /** Resolves once the output has it, rejects when the process ends without. */
  printed(text: RegExp): Promise<RegExpExecArray>;
  ended: Promise<{ code: number | null; out: string; err: string }>;
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, [command, ...args], { cwd: dir });
  running = child;
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, out, err })),
  );
  return {
    process: child,
    ended,
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = text.exec(out);
          if (found) resolve(found);
        };
        child.stdout.on('data', look);
        child.on('close', () => reject(new Error(`ended without ${text}: ${out}${err}`)));
        look();
      }),
  };
}

describe('cognito-kit-local', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'says where it is ready once it answers, and stops at once at %s',
    async (signal) => {
      const cli = run('--port', '0');
      const [, url = ''] = await cli.printed(/^cognito-kit-local ready on (http:\/\/localhost:\d+)$/m);
      expect((await fetch(`${url}/_local/config`)).status).toBe(200);
      const asked = performance.now();
      cli.process.kill(signal);
      expect((await cli.ended).code).toBe(0);
      expect(performance.now() - asked).toBeLessThan(2000);
      await expect(fetch(url)).rejects.toThrow();
    },
  );

  it('prints the codes that it does not mail', async () => {
    const cli = run('--port', '0');
    const [, url = ''] = await cli.printed(/ready on (\S+)/);
    const { clientId } = (await (await fetch(`${url}/_local/config`)).json()) as { clientId: string };
    await fetch(url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.ForgotPassword' },
      body: JSON.stringify({ ClientId: clientId, Username: 'ada' }),
    });
    const [, printed] = await cli.printed(/code (\d{6}) for ada/);
    const outbox = (await (await fetch(`${url}/_local/outbox`)).json()) as { code: string }[];
    expect(outbox.map(({ code }) => code)).toEqual([printed]);
  });

  it('says what to do when the port is taken', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as AddressInfo).port)),
    );
    const { code, err, out } = await run('--port', String(port)).ended;
    other.close();
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toBe(
      `Port ${port} is taken, perhaps by another local AWS. Stop that one, or take another port: --port 0 finds a free one.\n`,
    );
  });

  it.each([
    [['--port', 'http'], '--port must be a number from 0 to 65535, and is "http".'],
    [['--prot', '1'], 'Usage: cognito-kit-local'],
  ])('explains %j', async (args, text) => {
    const { code, err } = await run(...args).ended;
    expect(code).toBe(1);
    expect(err).toContain(text);
  });
});
