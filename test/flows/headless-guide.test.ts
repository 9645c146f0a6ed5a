/** Proves that the recipes of docs/guides/headless.md run against the local AWS. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createCognito, createSignInFlow, getUser, type Cognito, type CognitoConfig } from 'cognito-kit/core';
import type { StorageCheck } from 'cognito-kit/storage';
import { createLocalAws, type LocalAws, type LocalAwsOptions } from 'cognito-kit-local';
import { startLocalAws } from 'cognito-kit-local/node';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { emulatedPasskeys } from '../support/passkeys.ts';
import { snippetsOf } from '../support/documents.ts';
import { totpCode } from '../support/codes.ts';
import { ada, TOTP_SECRET } from '../support/users.ts';

const root = process.cwd();
const { email, password } = ada;
const secret = TOTP_SECRET;

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
      contents: snippets.map((_, index) => `export * from 'snippet:${index}';`).join('\n'),
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

/** Runs a recipe; its parameter and result types are checked where the guide is compiled. */
const run = (name: string, ...input: unknown[]): Promise<unknown> => {
  const recipe = recipes[name];
  if (!recipe) throw new Error(`The guide has no ${name}.`);
  return Promise.resolve(recipe(...(input as never[])));
};

const createApp = (options: LocalAwsOptions = {}) => {
  const aws = createLocalAws({ users: [{ username: 'ada', email, password }], ...options });
  const client = (config: Partial<CognitoConfig> = {}) => {
    const cognito = createCognito({ ...aws.config, fetch: aws.fetch, storage: 'memory', ...config });
    clients.push(cognito);
    return cognito;
  };
  return { aws, client, cognito: client() };
};
const totp = (aws: LocalAws, key = secret) => totpCode(key, aws.clock.now());
/** A pool with every first factor, and with a custom challenge that asks sums. */
const everyMethod: LocalAwsOptions = {
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

describe('headless guide', () => {
  it('the recipe signIn signs in by password', async () => {
    const { cognito } = createApp();
    expect(await run('signIn', cognito, 'ada', 'Wrong-horse-1')).toBe('NotAuthorizedException');
    expect(await run('signIn', cognito, 'ada', password)).toBe('signedIn');
    expect(cognito.getSession()).toMatchObject({ username: 'ada' });
  });

  it('the recipe answerSteps asks again after a wrong code', async () => {
    const { aws, cognito } = createApp({ users: [{ username: 'ada', email, password, totp: secret }] });
    const questions: string[] = [];
    const ask = async (question: string) => {
      if (questions.push(question) > 8)
        throw new Error(`The recipe goes on asking: ${questions.join(', ')}.`);
      if (question === 'identifier') return 'ada';
      if (question === 'password') return password;
      return question === 'totp' ? '000000' : totp(aws);
    };
    expect(await run('answerSteps', createSignInFlow(cognito), ask)).toBe('ada');
    expect(questions).toEqual(['identifier', 'password', 'totp', 'totp (CodeMismatchException)']);
  });

  it('the recipe resetPassword resets the password and signs in', async () => {
    const { aws, cognito } = createApp();
    const read = async () => ({ code: await aws.outbox.code(email), newPassword: 'Battery-staple-2' });
    expect(await run('resetPassword', cognito, 'ada', read)).toBe('signedIn');
  });

  it('the recipe signUp signs up and signs in', async () => {
    const { aws, cognito } = createApp();
    const bea = { username: 'bea', password, email: 'bea@example.com' };
    expect(await run('signUp', cognito, bea, () => aws.outbox.code(bea.email))).toBe('signedIn');
    expect(cognito.getSession()).toMatchObject({ username: 'bea' });
  });

  it('the recipes for the account add an authenticator app, change the email and delete the account', async () => {
    const { aws, client, cognito } = createApp();
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

  it("the recipe for tests renews tokens after an hour and stores them in a storage of the test's own", async () => {
    const tokens = (await run('tokensAreRenewedAfterAnHour')) as Record<
      'before' | 'after' | 'stored',
      { accessToken: string }
    >;
    expect(tokens.after.accessToken).not.toBe(tokens.before.accessToken);
    expect(tokens.stored).toMatchObject(tokens.after);
  });

  it('the recipe itemStorageChecks makes a store that passes the conformance suite', async () => {
    const checks = (await run('itemStorageChecks')) as readonly StorageCheck[];
    expect(checks.length).toBeGreaterThan(10);
    for (const check of checks) await expect(check.run(), check.name).resolves.toBeUndefined();
  });

  it('the recipes for USER_AUTH list first factors and sign in by an emailed code', async () => {
    const { aws, client, cognito } = createApp(everyMethod);
    expect(await run('listFirstFactors', cognito, 'ada')).toEqual(
      expect.arrayContaining(['password', 'emailCode']),
    );
    expect(await run('signInByEmail', client(), 'ada', () => aws.outbox.code(email))).toBe('signedIn');
  });

  it('the recipe signUp works without a password', async () => {
    const { aws, cognito } = createApp(everyMethod);
    const bea = { username: 'bea', email: 'bea@example.com' };
    expect(await run('signUp', cognito, bea, () => aws.outbox.code(bea.email))).toBe('signedIn');
    expect(cognito.getSession()).toMatchObject({ username: 'bea' });
  });

  it('the recipes for passkeys add, use, offer and remove one', async () => {
    const { client } = createApp(everyMethod);
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
    expect(await run('offerInAutofill', third, flow, signal)).toBe(false); // No user name is remembered in
    // this browser.
    await run('signIn', third, 'ada', password);
    await third.signOut();
    expect(await run('offerInAutofill', third, flow, signal)).toBe(true);
    expect(third.getSession()).toMatchObject({ username: 'ada' });

    await run('removeAllPasskeys', cognito);
    expect(await run('listFirstFactors', client(), 'ada')).not.toContain('passkey');
  });

  it('the recipe addPasskey reports a cancelled ceremony as cancelled', async () => {
    const { client } = createApp(everyMethod);
    const cancel = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    const { PublicKey } = emulatedPasskeys();
    const cognito = client({ passkeys: { PublicKey, container: { get: cancel, create: cancel } } });
    await run('signIn', cognito, 'ada', password);
    expect(await run('addPasskey', cognito)).toBe('cancelled');
  });

  it('the recipe for custom challenges answers each of them', async () => {
    const { cognito } = createApp(everyMethod);
    const sums: string[] = [];
    const answer = ({ sum = '' }: Record<string, string>) => {
      sums.push(sum);
      return String(sum.split(' + ').reduce((total, number) => total + Number(number), 0));
    };
    expect(await run('answerChallenges', cognito, 'ada', answer)).toBe('signedIn');
    expect(sums).toEqual(['1 + 0', '1 + 1']);
  });

  it('the recipe stepUp reaches the requested acr', async () => {
    const { aws, cognito } = createApp({
      ...everyMethod,
      users: [{ username: 'ada', email, password, mfa: ['EMAIL_OTP'] }],
      triggers: {},
    });
    const questions: string[] = [];
    const ask = async (question: string, choices?: string[]) => {
      if (questions.push(question) > 8)
        throw new Error(`The recipe goes on asking: ${questions.join(', ')}.`);
      if (question === 'identifier') return 'ada';
      return choices?.[0] ?? (question === 'emailCode' ? aws.outbox.code(email) : password);
    };
    await run('answerSteps', createSignInFlow(cognito), ask);
    aws.clock.advance(600); // Seconds after which the earlier proofs no longer count.
    const flow = await run('stepUp', cognito, 'urn:cognito:loa:3');
    expect(await run('answerSteps', flow, ask)).toBe('ada');
    expect(questions.slice(0, 4)).toEqual(['identifier', 'password', 'emailCode', 'selectFactor']);
    expect(questions.slice(4)).toContain('emailCode');
    expect(cognito.getSession()).toMatchObject({ claims: { acr: 'urn:cognito:loa:3' } });
  });

  it('the recipe callApi sends the access token and aborts at sign-out', async () => {
    const { cognito } = createApp();
    await cognito.ready();
    const texts: string[] = [];
    const stop = (await run('watchSession', cognito, (text: string) => texts.push(text))) as () => void;
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
    expect(texts).toEqual(['signedOut', 'ada, in no group', 'signedOut']);
  });

  it('the recipe endOtherSessions ends the other sessions', async () => {
    const { client, cognito } = createApp();
    const other = client();
    await run('signIn', cognito, 'ada', password);
    await run('signIn', other, 'ada', password);
    await run('endOtherSessions', cognito);
    expect(await cognito.getTokens({ refresh: true })).toBeDefined();
    await expect(other.getTokens({ refresh: true })).rejects.toMatchObject({ code: 'SessionEnded' });
  });

  it('the recipe cognitoForRequest signs in with a client secret', async () => {
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
      const refused = (await run('cognitoForRequest', ids, 'another')) as Cognito;
      clients.push(refused);
      expect(await run('signIn', refused, 'ada', password)).toBe('NotAuthorizedException');
    } finally {
      await server.close();
    }
  });

  it('the recipe sayWhatToDo tells errors apart', async () => {
    const { cognito } = createApp();
    await expect(cognito.ready()).resolves.toMatchObject({ status: 'signedOut' });
    const failure: unknown = await getUser(cognito).catch((error: unknown) => error);
    expect(await run('sayWhatToDo', failure)).toBe('Sign in again.');
    const compromisedPasswords = { pool: { compromisedPasswords: 'BLOCK' } } as const;
    const { cognito: careful } = createApp(compromisedPasswords);
    const adviceFor = async (chosen: string) => {
      const bea = { username: 'bea', password: chosen, email: 'bea@example.com' };
      return run('sayWhatToDo', await run('signUp', careful, bea, async () => ''));
    };
    expect(await adviceFor('P@ssword1')).toBe('That password has leaked elsewhere.');
    expect(await adviceFor('weak')).toBe('Choose a stronger password.');
    expect(() => recipes['sayWhatToDo']!(new Error('other') as never)).toThrow('other');
  });
});
