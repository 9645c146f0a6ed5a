/**
 * Proves transformInput: a client secret and the device's context data are added to the right requests and to
 * no others.
 */
import type { LocalAwsOptions } from 'cognito-kit-local';
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
import { settle } from '../support/fake-clock.ts';
import { atStep } from '../support/flow-states.ts';
import { errorReply } from '../support/network.ts';
import { createTestAws } from '../support/aws.ts';
import { totpCode } from '../support/codes.ts';
import { everyFlow } from '../support/pool-options.ts';
import { ada } from '../support/users.ts';

const SECRET = 'the-secret-of-a-server-0123456789';

function openPage(transformInput: (clientId: string) => TransformInput[], options: LocalAwsOptions = {}) {
  const testAws = createTestAws({
    users: [ada],
    ...options,
    client: { ...everyFlow, secret: SECRET, ...options.client },
  });
  const { region: _region, ...pool } = testAws.aws.config;
  const page = createCognito({
    ...pool,
    storage: 'memory',
    locks: undefined,
    clock: testAws.clock,
    transformInput: transformInput(pool.clientId),
    fetch: testAws.fetch,
  });
  return { ...testAws, page };
}
const withSecret = (clientId: string) => [withClientSecret({ clientId, clientSecret: SECRET })];

describe('an app client with a secret', () => {
  it.each<AuthFlow>(['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'USER_AUTH'])(
    'a user signs in by %s',
    async (authFlow) => {
      const { page } = openPage(withSecret);
      const flow = createSignInFlow(page, { authFlow });
      await atStep(flow, 'identifier').submit({ username: 'ada@example.com', password: ada.password });
      atStep(flow, 'signedIn');
    },
  );

  it('the refresh falls back to REFRESH_TOKEN_AUTH after a sign-in by an alias', async () => {
    const { page, sent, requests, intercept } = openPage(withSecret);
    const flow = createSignInFlow(page);
    await flow.start({ username: 'ada@example.com', password: ada.password });
    const before = (await page.getTokens())!;
    intercept('GetTokensFromRefreshToken', async () => errorReply('UnknownOperationException'));
    const after = (await page.getTokens({ refresh: true }))!;
    expect(after.accessToken).not.toBe(before.accessToken);
    expect(sent.slice(-2)).toEqual(['GetTokensFromRefreshToken', 'InitiateAuth']);
    expect(JSON.stringify(requests.at(-1)?.body)).not.toContain(SECRET);
  });

  it('tokens are refreshed by GetTokensFromRefreshToken, and revoked', async () => {
    const { page, sent, requests } = openPage(withSecret);
    const flow = createSignInFlow(page);
    await flow.start({ username: 'ada', password: ada.password });
    const before = (await page.getTokens())!;
    const after = (await page.getTokens({ refresh: true }))!;
    expect(after.accessToken).not.toBe(before.accessToken);
    await page.signOut();
    // The sign-out does not wait for the revocation.
    await settle();
    expect(sent.slice(-2)).toEqual(['GetTokensFromRefreshToken', 'RevokeToken']);
    await expect(refreshTokens(page.userPool, after)).rejects.toMatchObject({
      code: 'NotAuthorizedException',
    });
    for (const { body } of requests.slice(0, 2)) expect(JSON.stringify(body)).not.toContain(SECRET);
  });

  it('sign-up, confirmation, resend and reset are accepted', async () => {
    const { aws, page, clock } = openPage(withSecret);
    const signUp = createSignUpFlow(page);
    const attributes = { email: 'mary@example.com' };
    await atStep(signUp, 'details').submit({ username: 'mary', password: ada.password, attributes });
    await clock.advance(60_000);
    await atStep(signUp, 'confirm').resend!();
    await atStep(signUp, 'confirm').submit({ code: await aws.outbox.code(attributes.email) });
    atStep(signUp, 'done');
    const reset = createResetPasswordFlow(page);
    await atStep(reset, 'request').submit({ username: 'mary' });
    const code = await aws.outbox.code(attributes.email);
    await atStep(reset, 'confirm').submit({ code, newPassword: 'Better-horse-9' });
    atStep(reset, 'done');
    const flow = createSignInFlow(page);
    await flow.start({ username: 'mary', password: 'Better-horse-9' });
    atStep(flow, 'signedIn');
  });

  it('challenges and account sent are accepted', async () => {
    const { page, clock } = openPage(withSecret, {
      pool: { mfa: 'OPTIONAL', devices: { tracking: 'ALWAYS', skipsMfa: false } },
    });
    const flow = createSignInFlow(page);
    await flow.start({ username: 'ada', password: ada.password });
    const { secret } = await setUpTotp(page, { issuer: 'Kit', account: 'ada' });
    const code = () => totpCode(secret, clock.now());
    await verifyTotp(page, { code: code() });
    await setMfaPreference(page, { totp: 'preferred' });
    await changePassword(page, { previousPassword: ada.password, newPassword: 'Better-horse-9' });
    await page.signOut();
    // The second sign-in also has a device to prove.
    await flow.start({ username: 'ada', password: 'Better-horse-9' });
    await clock.advance(30_000);
    await atStep(flow, 'totp').submit({ code: code() });
    atStep(flow, 'signedIn');
    expect((await getUser(page)).username).toBe('ada');
    await deleteAccount(page);
    expect(page.getSession().status).toBe('signedOut');
  });

  it('a sign-in without the secret, or with another one, is rejected', async () => {
    for (const clientSecret of [undefined, 'another']) {
      const { page } = openPage((clientId) =>
        clientSecret === undefined ? [] : [withClientSecret({ clientId, clientSecret })],
      );
      const flow = createSignInFlow(page);
      await flow.start({ username: 'ada', password: ada.password });
      expect(atStep(flow, 'identifier').error?.kind).toBe('rejected');
    }
  });

  it('fault 87 (secrets in logs): no error contains the client secret', async () => {
    const { page } = openPage((clientId) => [withClientSecret({ clientId, clientSecret: 'another' })]);
    const flow = createSignInFlow(page);
    await flow.start({ username: 'ada', password: ada.password });
    expect(JSON.stringify(atStep(flow, 'identifier').error)).not.toContain('another');
  });
});

describe('withUserContextData', () => {
  const usernames: string[] = [];
  const context = () => [
    withUserContextData((username) => {
      usernames.push(username);
      return `of-${username}`;
    }),
  ];
  const client = { secret: undefined as never };

  it("withUserContextData adds the context to the user's own requests and to no other", async () => {
    const { page, requests } = openPage(context, { client });
    const flow = createSignInFlow(page);
    await flow.start({ username: 'ada', password: ada.password });
    atStep(flow, 'signedIn');
    await page.getTokens({ refresh: true });
    await getUser(page);
    const data = requests.map(({ operation, body }) => [operation, body['UserContextData']]);
    expect(data).toEqual([
      ['InitiateAuth', { EncodedData: 'of-ada' }],
      ['RespondToAuthChallenge', { EncodedData: 'of-ada' }],
      ['GetTokensFromRefreshToken', undefined],
      ['GetUser', undefined],
    ]);
    expect(new Set(usernames)).toEqual(new Set(['ada']));
  });

  it('withUserContextData adds nothing if it is undefined', async () => {
    const { page, requests } = openPage(() => [withUserContextData(() => undefined)], { client });
    const flow = createSignInFlow(page);
    await flow.start({ username: 'ada', password: ada.password });
    atStep(flow, 'signedIn');
    expect(requests.every(({ body }) => !('UserContextData' in body))).toBe(true);
  });

  it('withUserContextData works together with a client secret, in either order', async () => {
    for (const order of [0, 1]) {
      const both = (clientId: string) => [...withSecret(clientId), ...context()];
      const { page, requests } = openPage((id) => (order ? both(id) : both(id).toReversed()));
      const flow = createSignInFlow(page);
      await flow.start({ username: 'ada', password: ada.password });
      atStep(flow, 'signedIn');
      expect(requests[0]?.body).toMatchObject({ UserContextData: { EncodedData: 'of-ada' } });
    }
  });

  it('withUserContextData that throws fails the step, and nothing is requests', async () => {
    const broken = () => [
      withUserContextData(() => {
        throw new RangeError('the script is not there');
      }),
    ];
    const { page, requests } = openPage(broken, { client });
    const flow = createSignInFlow(page);
    await flow.start({ username: 'ada', password: ada.password });
    expect(atStep(flow, 'identifier').error).toMatchObject({ cause: { message: 'the script is not there' } });
    expect(requests).toEqual([]);
  });
});

it('fault 5 (timeout): a transformInput that never ends is given up after 8 seconds, and nothing is requests', async () => {
  let hangs = false;
  const slow: TransformInput = (_operation, input) => (hangs ? new Promise(() => {}) : input);
  const { page, clock, requests } = openPage((clientId) => [slow, ...withSecret(clientId)]);
  await createSignInFlow(page).start({ username: 'ada', password: ada.password });
  const before = requests.length;
  hangs = true;
  const failure = getUser(page).catch((error: unknown) => error);
  await clock.advance(8_000);
  expect(await failure).toMatchObject({ kind: 'timeout', code: 'Timeout' });
  expect(requests).toHaveLength(before);
  hangs = false;
  expect(await getUser(page)).toMatchObject({ username: 'ada' });
});
