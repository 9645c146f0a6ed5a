/** The recipes of docs/guides/headless.md, run as they stand there against the local AWS. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createCognito, type Cognito } from 'cognito-kit/core';
import { createLocalAws, type LocalAws, type LocalAwsOptions } from 'cognito-kit-local';
import { build } from 'esbuild';
import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { snippetsOf } from '../support/documents.ts';

const root = process.cwd();
const password = 'Correct-horse-1';
const email = 'ada@example.com';
const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

type Recipe = (...input: never[]) => unknown;
let folder = '';
let recipes: Record<string, Recipe> = {};
let clients: Cognito[] = [];

beforeAll(async () => {
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
  folder = mkdtempSync(join(root, 'node_modules/.cache/guide-'));
  const snippets = snippetsOf('docs/guides/headless.md');
  await build({
    stdin: {
      contents: snippets.map((_, at) => `export * from 'snippet:${at}';`).join('\n'),
      resolveDir: root,
    },
    plugins: [
      {
        name: 'snippets',
        setup(bundler) {
          bundler.onResolve({ filter: /^snippet:/ }, ({ path }) => ({
            path: path.slice(8),
            namespace: 'snippet',
          }));
          bundler.onLoad({ filter: /.*/, namespace: 'snippet' }, ({ path }) => ({
            contents: snippets[Number(path)]?.code ?? '',
            loader: 'ts',
            resolveDir: root,
          }));
        },
      },
    ],
    alias: { 'cognito-kit': join(root, 'src'), 'cognito-kit-local': join(root, 'local/src') },
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outfile: join(folder, 'guide.mjs'),
    logLevel: 'silent',
  });
  recipes = (await import(
    /* @vite-ignore */ pathToFileURL(join(folder, 'guide.mjs')).href
  )) as typeof recipes;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  for (const client of clients) client.destroy();
  clients = [];
});

/** Runs a recipe; what it takes and gives is checked where it is compiled. */
const run = (name: string, ...input: unknown[]): Promise<unknown> => {
  const recipe = recipes[name];
  if (!recipe) throw new Error(`The guide has no ${name}.`);
  return Promise.resolve(recipe(...(input as never[])));
};

const house = (options: LocalAwsOptions = {}) => {
  const aws = createLocalAws({ users: [{ username: 'ada', email, password }], ...options });
  const client = () => {
    const cognito = createCognito({ ...aws.config, fetch: aws.fetch, storage: 'memory' });
    clients.push(cognito);
    return cognito;
  };
  return { aws, client, cognito: client() };
};
const totp = (aws: LocalAws, key = secret) =>
  new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: aws.clock.now() });
describe('the recipe for', () => {
  it('a sign-in by password', async () => {
    const { cognito } = house();
    expect(await run('signIn', cognito, 'ada', 'Wrong-horse-1')).toBe('NotAuthorizedException');
    expect(await run('signIn', cognito, 'ada', password)).toBe('signedIn');
    expect(cognito.getSession()).toMatchObject({ username: 'ada' });
  });

  it('every step: asks again after a wrong code', async () => {
    const { aws, cognito } = house({ users: [{ username: 'ada', email, password, totp: secret }] });
    const asked: string[] = [];
    const ask = async (what: string) => {
      asked.push(what);
      if (what === 'identifier') return 'ada';
      if (what === 'password') return password;
      return what === 'totp' ? '000000' : totp(aws);
    };
    expect(await run('signInByAsking', cognito, ask)).toBe('ada');
    expect(asked).toEqual(['identifier', 'password', 'totp', 'totp (CodeMismatchException)']);
  });

  it('a reset', async () => {
    const { aws, cognito } = house();
    const read = async () => ({ code: await aws.outbox.code(email), newPassword: 'Battery-staple-2' });
    expect(await run('resetPassword', cognito, 'ada', read)).toBe('signedIn');
  });

  it('a sign-up, which signs in', async () => {
    const { aws, cognito } = house();
    const bea = { username: 'bea', password, email: 'bea@example.com' };
    expect(await run('signUp', cognito, bea, () => aws.outbox.code(bea.email))).toBe('signedIn');
    expect(cognito.getSession()).toMatchObject({ username: 'bea' });
  });

  it('an authenticator app, and then the account’s own operations', async () => {
    const { aws, client, cognito } = house();
    await run('signIn', cognito, 'ada', password);
    let key = '';
    await run('addAuthenticatorApp', cognito, async (uri: string) => {
      key = new URL(uri).searchParams.get('secret') ?? '';
      return totp(aws, key);
    });
    expect(await run('signIn', client(), 'ada', password)).toBe('totp');
    await run('removeAuthenticatorApp', cognito);
    expect(await run('signIn', client(), 'ada', password)).toBe('signedIn');

    const moved = 'ada@example.org';
    expect(await run('changeEmail', cognito, moved, () => aws.outbox.code(moved))).toMatchObject({
      email: moved,
      email_verified: 'true',
    });
    await run('replacePassword', cognito, password, 'Battery-staple-2');
    expect(await run('signIn', client(), 'ada', 'Battery-staple-2')).toBe('signedIn');
    expect(await run('whatProvesMe', cognito)).toMatchObject({
      first: expect.arrayContaining(['PASSWORD']) as [],
    });
    await run('leaveForGood', cognito);
    expect(await run('signIn', client(), 'ada', 'Battery-staple-2')).toBe('NotAuthorizedException');
  });

  it('tests: tokens are renewed after an hour, and kept in the storage of one’s own', async () => {
    const told = (await run('tokensAreRenewedAfterAnHour')) as Record<
      'before' | 'after' | 'stored',
      { accessToken: string }
    >;
    expect(told.after.accessToken).not.toBe(told.before.accessToken);
    expect(told.stored).toMatchObject(told.after);
  });
});
