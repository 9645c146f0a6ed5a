/** The recipes of docs/guides/headless.md, run as they stand there against the local AWS. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createCognito, createSignInFlow, getUser, type Cognito, type CognitoConfig } from 'cognito-kit/core';
import type { StorageCheck } from 'cognito-kit/storage';
import { createLocalAws, type LocalAws, type LocalAwsOptions } from 'cognito-kit-local';
import { startLocalAws } from 'cognito-kit-local/node';
import { build } from 'esbuild';
import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { emulatedPasskeys } from '../support/path-theatre.ts';
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
  const client = (more: Partial<CognitoConfig> = {}) => {
    const cognito = createCognito({ ...aws.config, fetch: aws.fetch, storage: 'memory', ...more });
    clients.push(cognito);
    return cognito;
  };
  return { aws, client, cognito: client() };
};
const totp = (aws: LocalAws, key = secret) =>
  new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: aws.clock.now() });
/** A pool that offers every way in, and asks sums where an app lets it. */
const generous: LocalAwsOptions = {
  pool: {
    mfa: 'OPTIONAL',
    mfaMethods: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
    firstFactors: ['PASSWORD', 'WEB_AUTHN', 'EMAIL_OTP'],
    webAuthn: { relyingPartyId: 'localhost', userVerification: 'preferred', factor: 'SINGLE_FACTOR' },
  },
  client: { authFlows: ['USER_SRP_AUTH', 'USER_AUTH', 'CUSTOM_AUTH', 'REFRESH_TOKEN_AUTH'] },
  triggers: {
    DefineAuthChallenge({ request, response }) {
      const answered = (request['session'] as { challengeResult: boolean }[]).filter(
        (one) => one.challengeResult,
      );
      const next = { challengeName: 'CUSTOM_CHALLENGE' };
      Object.assign(
        response,
        answered.length === 2 ? { issueTokens: true, failAuthentication: false } : next,
      );
    },
    CreateAuthChallenge({ request, response }) {
      const { length } = request['session'] as unknown[];
      Object.assign(response, {
        publicChallengeParameters: { sum: `1 + ${length}` },
        privateChallengeParameters: { answer: String(1 + length) },
      });
    },
    VerifyAuthChallengeResponse({ request, response }) {
      const { answer } = request['privateChallengeParameters'] as { answer: string };
      Object.assign(response, { answerCorrect: answer === request['challengeAnswer'] });
    },
  },
};

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
      if (asked.push(what) > 8) throw new Error(`It goes on asking: ${asked.join(', ')}.`);
      if (what === 'identifier') return 'ada';
      if (what === 'password') return password;
      return what === 'totp' ? '000000' : totp(aws);
    };
    expect(await run('answerSteps', createSignInFlow(cognito), ask)).toBe('ada');
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
    expect(await run('listFactors', cognito)).toMatchObject({
      first: expect.arrayContaining(['PASSWORD']) as [],
    });
    await run('removeAccount', cognito);
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

  it('a store of one’s own, which passes the conformance suite', async () => {
    const checks = (await run('itemStorageChecks')) as readonly StorageCheck[];
    expect(checks.length).toBeGreaterThan(10);
    for (const check of checks) await expect(check.run(), check.name).resolves.toBeUndefined();
  });

  it('a choice of ways in, and a code by e-mail', async () => {
    const { aws, client, cognito } = house(generous);
    expect(await run('listFirstFactors', cognito, 'ada')).toEqual(
      expect.arrayContaining(['password', 'emailCode']),
    );
    expect(await run('signInByEmail', client(), 'ada', () => aws.outbox.code(email))).toBe('signedIn');
  });

  it('a sign-up without a password, which signs in', async () => {
    const { aws, cognito } = house(generous);
    const bea = { username: 'bea', email: 'bea@example.com' };
    expect(await run('signUp', cognito, bea, () => aws.outbox.code(bea.email))).toBe('signedIn');
    expect(cognito.getSession()).toMatchObject({ username: 'bea' });
  });

  it('passkeys: made, used, offered and removed', async () => {
    const { client } = house(generous);
    const passkeys = emulatedPasskeys();
    const cognito = client({ passkeys });
    await run('signIn', cognito, 'ada', password);
    expect(await run('addPasskey', cognito)).toBe('added');
    const second = client({ passkeys });
    expect(await run('signInByPasskey', second, 'ada')).toMatchObject({ name: 'signedIn', error: undefined });

    const third = client({
      passkeys: {
        ...passkeys,
        PublicKey: { ...passkeys.PublicKey, isConditionalMediationAvailable: async () => true },
      },
    });
    const flow = createSignInFlow(third);
    const { signal } = new AbortController();
    expect(await run('offerInAutofill', third, flow, signal)).toBe(false); // nobody is remembered here
    await run('signIn', third, 'ada', password);
    await third.signOut();
    expect(await run('offerInAutofill', third, flow, signal)).toBe(true);
    expect(third.getSession()).toMatchObject({ username: 'ada' });

    await run('removeAllPasskeys', cognito);
    expect(await run('listFirstFactors', client(), 'ada')).not.toContain('passkey');
  });

  it('passkeys: a cancel is no failure', async () => {
    const { client } = house(generous);
    const cancel = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    const { PublicKey } = emulatedPasskeys();
    const cognito = client({ passkeys: { PublicKey, container: { get: cancel, create: cancel } } });
    await run('signIn', cognito, 'ada', password);
    expect(await run('addPasskey', cognito)).toBe('cancelled');
  });

  it('the pool’s own questions', async () => {
    const { cognito } = house(generous);
    const seen: string[] = [];
    const answer = ({ sum = '' }: Record<string, string>) => {
      seen.push(sum);
      return String(sum.split(' + ').reduce((total, number) => total + Number(number), 0));
    };
    expect(await run('answerChallenges', cognito, 'ada', answer)).toBe('signedIn');
    expect(seen).toEqual(['1 + 0', '1 + 1']);
  });

  it('a step-up', async () => {
    const { aws, cognito } = house({
      ...generous,
      users: [{ username: 'ada', email, password, mfa: ['EMAIL_OTP'] }],
      triggers: {},
    });
    const asked: string[] = [];
    const ask = async (what: string, choices?: string[]) => {
      if (asked.push(what) > 8) throw new Error(`It goes on asking: ${asked.join(', ')}.`);
      if (what === 'identifier') return 'ada';
      return choices?.[0] ?? (what === 'emailCode' ? aws.outbox.code(email) : password);
    };
    await run('answerSteps', createSignInFlow(cognito), ask);
    aws.clock.advance(600); // seconds: what was proven then counts no more
    const flow = await run('stepUp', cognito, 'urn:cognito:loa:3');
    expect(await run('answerSteps', flow, ask)).toBe('ada');
    expect(asked.slice(0, 4)).toEqual(['identifier', 'password', 'emailCode', 'selectFactor']);
    expect(asked.slice(4)).toContain('emailCode');
    expect(cognito.getSession()).toMatchObject({ claims: { acr: 'urn:cognito:loa:3' } });
  });

  it('an API, which gets the token, and for who is here', async () => {
    const { cognito } = house();
    await cognito.ready();
    const told: string[] = [];
    const stop = (await run('watchSession', cognito, (text: string) => told.push(text))) as () => void;
    await expect(run('callApi', cognito, 'https://api.example.com/')).rejects.toThrow('No user is signed in');
    await run('signIn', cognito, 'ada', password);
    const { accessToken } = (await cognito.getTokens())!;
    const api = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response());
    await run('callApi', cognito, 'https://api.example.com/', { method: 'PUT' });
    const [, init] = api.mock.calls[0]!;
    api.mockRestore();
    expect(init?.method).toBe('PUT');
    expect(new Headers(init?.headers).get('authorization')).toBe(`Bearer ${accessToken}`);
    await cognito.signOut();
    expect(init?.signal?.aborted).toBe(true);
    stop();
    expect(told).toEqual(['signedOut', 'ada, in no group', 'signedOut']);
  });

  it('leaving everywhere else', async () => {
    const { client, cognito } = house();
    const other = client();
    await run('signIn', cognito, 'ada', password);
    await run('signIn', other, 'ada', password);
    await run('endOtherSessions', cognito);
    expect(await cognito.getTokens({ refresh: true })).toBeDefined();
    await expect(other.getTokens({ refresh: true })).rejects.toMatchObject({ code: 'SessionEnded' });
  });

  it('a server with a client secret', async () => {
    const clientSecret = 's3cret0fTheServerThatNoBrowserSees';
    const server = await startLocalAws({
      port: 0,
      print: () => {},
      users: [{ username: 'ada', email, password }],
      client: { secret: clientSecret },
    });
    try {
      const { userPoolId, clientId } = server.aws.config;
      const ids = { userPoolId, clientId, endpoint: server.url };
      const cognito = (await run('cognitoForRequest', ids, clientSecret)) as Cognito;
      clients.push(cognito);
      expect(await run('signIn', cognito, 'ada', password)).toBe('signedIn');
      expect(await cognito.getTokens({ refresh: true })).toBeDefined();
      const wrong = (await run('cognitoForRequest', ids, 'another')) as Cognito;
      clients.push(wrong);
      expect(await run('signIn', wrong, 'ada', password)).toBe('NotAuthorizedException');
    } finally {
      await server.close();
    }
  });

  it('errors', async () => {
    const { cognito } = house();
    await expect(cognito.ready()).resolves.toMatchObject({ status: 'signedOut' });
    const failure: unknown = await getUser(cognito).catch((error: unknown) => error);
    expect(await run('sayWhatToDo', failure)).toBe('Sign in again.');
    const compromisedPasswords = { pool: { compromisedPasswords: 'BLOCK' } } as const;
    const { cognito: careful } = house(compromisedPasswords);
    const said = async (chosen: string) => {
      const bea = { username: 'bea', password: chosen, email: 'bea@example.com' };
      return run('sayWhatToDo', await run('signUp', careful, bea, async () => ''));
    };
    expect(await said('P@ssword1')).toBe('That password has leaked elsewhere.');
    expect(await said('weak')).toBe('Choose a stronger password.');
    expect(() => recipes['sayWhatToDo']!(new Error('other') as never)).toThrow('other');
  });
});
