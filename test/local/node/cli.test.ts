/** The command, as a process of its own. */
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
  ])('explains %j', async (args, text) => {
    const { code, err } = await run(...args).ended;
    expect(code).toBe(1);
    expect(err).toContain(text);
  });
});

describe('init', () => {
  it('writes a config that works as it is, and never over another', async () => {
    const wrote = await run('init').ended;
    expect(wrote).toMatchObject({ code: 0, err: '' });
    expect(wrote.out).toContain('Wrote cognito-kit-local.config.ts.');
    const file = join(folder, 'cognito-kit-local.config.ts');
    const before = readFileSync(file, 'utf8');

    const again = await run('init').ended;
    expect(again.code).toBe(1);
    expect(again.err).toContain('exists already, and init overwrites nothing');
    expect(readFileSync(file, 'utf8')).toBe(before);

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
  it('may import other TypeScript, and defineLocalAws where no package is installed', async () => {
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

  it('has its mistakes named, each with its path', async () => {
    const config = join(folder, 'wrong.ts');
    writeFileSync(config, "export default { userPool: [], users: [{ email: 'eve', password: 1 }] };");
    const { code, err } = await run('--port', '0', '--config', config).ended;
    expect(code).toBe(1);
    expect(err).toContain('userPool is not known; did you mean userPools?');
    expect(err).toContain('users[0].email must be an e-mail address, and is "eve"');
    expect(err).toContain('users[0].password must be a string, and is a number');
  });
});
