/**
 * Proves transformInput: a client secret and the device's context data are added to the right requests and to
 * no others.
 */
import { createLocalAws, type LocalAwsOptions } from 'cognito-kit-local';
import { TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import {
  changePassword,
  createCognito,
  createResetPasswordFlow,
  createSignInFlow,
  createSignUpFlow,
  deleteAccount,
  getUser,
  setMfaPreference,
  setUpTotp,
  verifyTotp,
  withClientSecret,
  withUserContextData,
  type AuthFlow,
  type TransformInput,
} from '../../src/core.ts';
import { refreshTokens } from '../../src/session/refresh-tokens.ts';
import { createFakeClock, settle } from '../support/fake-clock.ts';
import { rsaKey } from '../support/signing-keys.ts';
import { at, refusal } from '../support/user-pool.ts';

const PASSWORD = 'Correct-horse-1';
const SECRET = 'the-secret-of-a-server-0123456789';
const everything = {
  authFlows: ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'CUSTOM_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'],
} as const;

function begin(transformInput: (clientId: string) => TransformInput[], options: LocalAwsOptions = {}) {
  const clock = createFakeClock();
  const aws = createLocalAws({
    now: () => clock.now(),
    rsaKey,
    users: [{ username: 'ada', email: 'ada@example.com', password: PASSWORD }],
    ...options,
    client: { ...everything, secret: SECRET, ...options.client },
  });
  const sent: { operation: string; body: Record<string, unknown> }[] = [];
  /** Operations that the pool answers with UnknownOperationException. */
  const lacks = new Set<string>();
  const { region: _region, ...pool } = aws.config;
  const page = createCognito({
    ...pool,
    storage: 'memory',
    locks: undefined,
    clock,
    transformInput: transformInput(pool.clientId),
    fetch(url, init) {
      const operation = new Headers(init.headers).get('x-amz-target')?.replace(/^.*\./, '') ?? '';
      sent.push({ operation, body: JSON.parse(init.body as string) as Record<string, unknown> });
      if (lacks.has(operation)) return Promise.resolve(refusal('UnknownOperationException'));
      return aws.fetch(url, init);
    },
  });
  return { aws, clock, page, sent, lacks, operations: () => sent.map(({ operation }) => operation) };
}
const secretly = (clientId: string) => [withClientSecret({ clientId, clientSecret: SECRET })];

describe('an app client with a secret', () => {
  it.each<AuthFlow>(['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'USER_AUTH'])(
    'a user signs in by %s',
    async (authFlow) => {
      const { page } = begin(secretly);
      const flow = createSignInFlow(page, { authFlow });
      await at(flow, 'identifier').submit({ username: 'ada@example.com', password: PASSWORD });
      at(flow, 'signedIn');
    },
  );

  it('the refresh falls back to REFRESH_TOKEN_AUTH after a sign-in by an alias', async () => {
    const { page, operations, sent, lacks } = begin(secretly);
    const flow = createSignInFlow(page);
    await flow.start({ username: 'ada@example.com', password: PASSWORD });
    const before = (await page.getTokens())!;
    lacks.add('GetTokensFromRefreshToken');
    const after = (await page.getTokens({ refresh: true }))!;
    expect(after.accessToken).not.toBe(before.accessToken);
    expect(operations().slice(-2)).toEqual(['GetTokensFromRefreshToken', 'InitiateAuth']);
    expect(JSON.stringify(sent.at(-1)?.body)).not.toContain(SECRET);
  });

  it('tokens are refreshed by GetTokensFromRefreshToken, and revoked', async () => {
    const { page, operations, sent } = begin(secretly);
    const flow = createSignInFlow(page);
    await flow.start({ username: 'ada', password: PASSWORD });
    const before = (await page.getTokens())!;
    const after = (await page.getTokens({ refresh: true }))!;
    expect(after.accessToken).not.toBe(before.accessToken);
    await page.signOut();
    // The sign-out does not wait for the revocation.
    await settle();
    expect(operations().slice(-2)).toEqual(['GetTokensFromRefreshToken', 'RevokeToken']);
    await expect(refreshTokens(page.userPool, after)).rejects.toMatchObject({
      code: 'NotAuthorizedException',
    });
    for (const { body } of sent.slice(0, 2)) expect(JSON.stringify(body)).not.toContain(SECRET);
  });

  it('sign-up, confirmation, resend and reset are accepted', async () => {
    const { aws, page, clock } = begin(secretly);
    const signUp = createSignUpFlow(page);
    const attributes = { email: 'mary@example.com' };
    await at(signUp, 'details').submit({ username: 'mary', password: PASSWORD, attributes });
    await clock.advance(60_000);
    await at(signUp, 'confirm').resend!();
    await at(signUp, 'confirm').submit({ code: await aws.outbox.code(attributes.email) });
    at(signUp, 'done');
    const reset = createResetPasswordFlow(page);
    await at(reset, 'request').submit({ username: 'mary' });
    const code = await aws.outbox.code(attributes.email);
    await at(reset, 'confirm').submit({ code, newPassword: 'Better-horse-9' });
    at(reset, 'done');
    const flow = createSignInFlow(page);
    await flow.start({ username: 'mary', password: 'Better-horse-9' });
    at(flow, 'signedIn');
  });

  it('challenges and account operations are accepted', async () => {
    const { page, clock } = begin(secretly, {
      pool: { mfa: 'OPTIONAL', devices: { tracking: 'ALWAYS', skipsMfa: false } },
    });
    const flow = createSignInFlow(page);
    await flow.start({ username: 'ada', password: PASSWORD });
    const { secret } = await setUpTotp(page, { issuer: 'Kit', account: 'ada' });
    const code = () => new TOTP({ secret }).generate({ timestamp: clock.now() });
    await verifyTotp(page, { code: code() });
    await setMfaPreference(page, { totp: 'preferred' });
    await changePassword(page, { previousPassword: PASSWORD, newPassword: 'Better-horse-9' });
    await page.signOut();
    // The second sign-in also has a device to prove.
    await flow.start({ username: 'ada', password: 'Better-horse-9' });
    await clock.advance(30_000);
    await at(flow, 'totp').submit({ code: code() });
    at(flow, 'signedIn');
    expect((await getUser(page)).username).toBe('ada');
    await deleteAccount(page);
    expect(page.getSession().status).toBe('signedOut');
  });

  it('a sign-in without the secret, or with another one, is rejected', async () => {
    for (const clientSecret of [undefined, 'another']) {
      const { page } = begin((clientId) =>
        clientSecret === undefined ? [] : [withClientSecret({ clientId, clientSecret })],
      );
      const flow = createSignInFlow(page);
      await flow.start({ username: 'ada', password: PASSWORD });
      expect(at(flow, 'identifier').error?.kind).toBe('rejected');
    }
  });

  it('fault 87 (secrets in logs): no error contains the client secret', async () => {
    const { page } = begin((clientId) => [withClientSecret({ clientId, clientSecret: 'another' })]);
    const flow = createSignInFlow(page);
    await flow.start({ username: 'ada', password: PASSWORD });
    expect(JSON.stringify(at(flow, 'identifier').error)).not.toContain('another');
  });
});

describe('withUserContextData', () => {
  const known: string[] = [];
  const context = () => [
    withUserContextData((username) => {
      known.push(username);
      return `of-${username}`;
    }),
  ];
  const client = { secret: undefined as never };

  it("withUserContextData adds the context to the user's own requests and to no other", async () => {
    const { page, sent } = begin(context, { client });
    const flow = createSignInFlow(page);
    await flow.start({ username: 'ada', password: PASSWORD });
    at(flow, 'signedIn');
    await page.getTokens({ refresh: true });
    await getUser(page);
    const data = sent.map(({ operation, body }) => [operation, body['UserContextData']]);
    expect(data).toEqual([
      ['InitiateAuth', { EncodedData: 'of-ada' }],
      ['RespondToAuthChallenge', { EncodedData: 'of-ada' }],
      ['GetTokensFromRefreshToken', undefined],
      ['GetUser', undefined],
    ]);
    expect(new Set(known)).toEqual(new Set(['ada']));
  });

  it('withUserContextData adds nothing if it is undefined', async () => {
    const { page, sent } = begin(() => [withUserContextData(() => undefined)], { client });
    const flow = createSignInFlow(page);
    await flow.start({ username: 'ada', password: PASSWORD });
    at(flow, 'signedIn');
    expect(sent.every(({ body }) => !('UserContextData' in body))).toBe(true);
  });

  it('withUserContextData works together with a client secret, in either order', async () => {
    for (const order of [0, 1]) {
      const both = (clientId: string) => [...secretly(clientId), ...context()];
      const { page, sent } = begin((id) => (order ? both(id) : both(id).toReversed()));
      const flow = createSignInFlow(page);
      await flow.start({ username: 'ada', password: PASSWORD });
      at(flow, 'signedIn');
      expect(sent[0]?.body).toMatchObject({ UserContextData: { EncodedData: 'of-ada' } });
    }
  });

  it('withUserContextData that throws fails the step, and nothing is sent', async () => {
    const broken = () => [
      withUserContextData(() => {
        throw new RangeError('the script is not there');
      }),
    ];
    const { page, sent } = begin(broken, { client });
    const flow = createSignInFlow(page);
    await flow.start({ username: 'ada', password: PASSWORD });
    expect(at(flow, 'identifier').error).toMatchObject({ cause: { message: 'the script is not there' } });
    expect(sent).toEqual([]);
  });
});

it('fault 5 (timeout): a transformInput that never ends is given up after 8 seconds, and nothing is sent', async () => {
  let hangs = false;
  const slow: TransformInput = (_operation, input) => (hangs ? new Promise(() => {}) : input);
  const { page, clock, sent } = begin((clientId) => [slow, ...secretly(clientId)]);
  await createSignInFlow(page).start({ username: 'ada', password: PASSWORD });
  const before = sent.length;
  hangs = true;
  const failure = getUser(page).catch((error: unknown) => error);
  await clock.advance(8_000);
  expect(await failure).toMatchObject({ kind: 'timeout', code: 'Timeout' });
  expect(sent).toHaveLength(before);
  hangs = false;
  expect(await getUser(page)).toMatchObject({ username: 'ada' });
});
