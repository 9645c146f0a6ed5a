/** The cognito-kit-local command, run as a process of its own: start, stop, options, init and TypeScript configs. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildCommand, type Command, type Run } from './command.ts';

let command: Command;
let running: Run | undefined;
let folder: string;

beforeAll(async () => {
  command = await buildCommand();
  folder = mkdtempSync(join(tmpdir(), 'cognito-kit-local-'));
});
afterEach(() => running?.process.kill('SIGKILL'));
afterAll(() => {
  command.remove();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]): Run => (running = command.run(args, folder));
const configOf = async (url: string) =>
  (await (await fetch(`${url}/_local/config`)).json()) as Record<string, unknown>;

describe('the cognito-kit-local command', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'the command prints its address once it answers and exits with code 0 on %s within 2 s',
    async (signal) => {
      const cli = run('--port', '0');
      const [, url = ''] = await cli.printed(/^cognito-kit-local ready on (http:\/\/localhost:\d+)$/m);
      expect((await fetch(`${url}/_local/config`)).status).toBe(200);
      const killedAt = performance.now();
      cli.process.kill(signal);
      expect((await cli.ended).code).toBe(0);
      expect(performance.now() - killedAt).toBeLessThan(2000);
      await expect(fetch(url)).rejects.toThrow();
    },
  );

  it('the command prints the codes that are not mailed', async () => {
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

  it('a port in use ends the command with an error that names another port', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as AddressInfo).port)),
    );
    const { code, err, out } = await run('--port', String(port)).ended;
    other.close();
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toBe(
      `Port ${port} is taken, perhaps by another local AWS. Stop that one, or use another port: --port 0 finds a free one.\n`,
    );
  });

  it.each([
    [['--port', 'http'], '--port must be a number from 0 to 65535, and is "http".'],
    [['--prot', '1'], 'Unknown option --prot; did you mean --port?\n\nUsage: cognito-kit-local'],
    [
      ['start'],
      'Unknown command "start". The only command is init; without one, the local AWS starts.\n\nUsage',
    ],
    [['--data'], "Option '--data <value>' argument missing"],
    [['--config', 'none.ts'], '--config none.ts cannot be read: '],
    [['--snapshot', 'none.json'], '--snapshot none.json cannot be read: ENOENT'],
  ])('the arguments %j end the command with an explanation', async (args, text) => {
    const { code, err } = await run(...args).ended;
    expect(code).toBe(1);
    expect(err).toContain(text);
  });
});

describe('cognito-kit-local init', () => {
  it('init writes a config that works unchanged and never overwrites a file', async () => {
    const firstRun = await run('init').ended;
    expect(firstRun).toMatchObject({ code: 0, err: '' });
    expect(firstRun.out).toContain('Wrote cognito-kit-local.config.ts.');
    const file = join(folder, 'cognito-kit-local.config.ts');
    const written = readFileSync(file, 'utf8');

    const secondRun = await run('init').ended;
    expect(secondRun.code).toBe(1);
    expect(secondRun.err).toContain('exists already, and init overwrites nothing');
    expect(readFileSync(file, 'utf8')).toBe(written);

    const cli = run('--port', '0');
    const [, url = ''] = await cli.printed(/ready on (\S+)/);
    expect(await configOf(url)).toMatchObject({
      buckets: ['articles'],
      tables: ['notes'],
      users: [{ username: 'ada' }, { username: 'grace' }, { username: 'edith' }],
    });
    rmSync(file);
  });
});

describe('a config in TypeScript', () => {
  it('a TypeScript config imports other TypeScript, and defineLocalAws without an installed package', async () => {
    writeFileSync(
      join(folder, 'people.ts'),
      `export const people: { email: string; password: string }[] = [
      { email: 'eve@example.com', password: 'Eve-pass-1' },
    ];`,
    );
    const config = join(folder, 'mine.ts');
    writeFileSync(
      config,
      `import { defineLocalAws, type LocalAwsSetup } from 'cognito-kit-local';
       import { people } from './people.ts';
       const setup: LocalAwsSetup = { users: people, triggers: { PreSignUp: (event) => event } };
       export default defineLocalAws(setup);`,
    );
    expect(existsSync(join(folder, 'node_modules'))).toBe(false);
    const [, url = ''] = await run('--port', '0', '--config', config).printed(/ready on (\S+)/);
    expect(await configOf(url)).toMatchObject({ users: [{ username: 'eve' }] });
  });

  it('each mistake of a TypeScript config is printed with its path', async () => {
    const config = join(folder, 'wrong.ts');
    writeFileSync(config, "export default { userPool: [], users: [{ email: 'eve', password: 1 }] };");
    const { code, err } = await run('--port', '0', '--config', config).ended;
    expect(code).toBe(1);
    expect(err).toContain('userPool is not known; did you mean userPools?');
    expect(err).toContain('users[0].email must be an e-mail address, and is "eve"');
    expect(err).toContain('users[0].password must be a string, and is a number');
  });
});
