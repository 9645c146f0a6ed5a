/**
 * The kit runs against cognito-local, an independent user pool emulator. A mistake that our local AWS and the kit share
 * would fail here. cognito-local has neither SRP nor code first factors, so sign-ins send the password.
 */
import {
  changePassword,
  createCognito,
  createResetPasswordFlow,
  createSignInFlow,
  createSignUpFlow,
  deleteAccount,
  deleteAttributes,
  getUser,
  isCognitoError,
  sendAttributeCode,
  setMfaPreference,
  setUpTotp,
  updateAttributes,
  verifyAttribute,
  verifyTotp,
  type Cognito,
} from 'cognito-kit/core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { atStep } from '../support/flow-states.ts';
import { startCognitoLocal, type CognitoLocal } from './cognito-local-server.ts';
import { totpCode, wrongCode } from '../support/codes.ts';
import { ada } from '../support/users.ts';

const userPoolId = 'eu-west-1_Peer1';
const clientId = 'peerclient';
const { password } = ada;
const ben = { username: 'ben', phone: '+15555550123' };

/** A stored user with an MFA phone, for which cognito-local has no operation. */
const existingUser = {
  Username: ben.username,
  Password: password,
  UserStatus: 'CONFIRMED',
  Enabled: true,
  RefreshTokens: [],
  Attributes: [
    { Name: 'sub', Value: '0b7f6c5e-54c7-4a5e-9b0e-5f1a3f0c7d21' },
    { Name: 'phone_number', Value: ben.phone },
  ],
  MFAOptions: [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }],
};
/** A stored user with a temporary password. */
const invitedUser = {
  ...existingUser,
  Username: 'cleo',
  UserStatus: 'FORCE_CHANGE_PASSWORD',
  Attributes: [{ Name: 'sub', Value: '8d1f0a46-6f0b-4b0f-8f6a-9c8a2b7f1e33' }],
  MFAOptions: [],
};

let server: CognitoLocal;
let clients: Cognito[] = [];

beforeAll(async () => {
  server = await startCognitoLocal({
    [userPoolId]: {
      Users: { [existingUser.Username]: existingUser, [invitedUser.Username]: invitedUser },
      Options: { Id: userPoolId, AutoVerifiedAttributes: ['email'], MfaConfiguration: 'OPTIONAL' },
    },
    clients: { Clients: { [clientId]: { ClientId: clientId, UserPoolId: userPoolId, ClientName: 'kit' } } },
  });
});
afterAll(() => server?.stop());
afterEach(() => {
  for (const client of clients) client.destroy();
  clients = [];
});

const client = () => {
  const cognito = createCognito({ userPoolId, clientId, endpoint: server.url, storage: 'memory' });
  clients.push(cognito);
  return cognito;
};

const signIn = async (cognito: Cognito, username: string, typed = password) => {
  const flow = createSignInFlow(cognito, { authFlow: 'USER_PASSWORD_AUTH' });
  await atStep(flow, 'identifier').submit({ username, password: typed });
  return flow;
};

/** Signs up a new user, confirms it and signs in. */
const signUpAndIn = async (username: string) => {
  const cognito = client();
  const email = `${username}@example.com`;
  const flow = createSignUpFlow(cognito);
  await atStep(flow, 'details').submit({ username, password, attributes: { email } });
  await atStep(flow, 'confirm').submit({ code: codeOf(username) });
  atStep(flow, 'done');
  atStep(await signIn(cognito, username), 'signedIn');
  return { cognito };
};

const codeOf = (username: string) => server.code(userPoolId, username);

describe('sign-up on cognito-local', () => {
  it('refuses a wrong code, accepts the sent one, and the user signs in', async () => {
    const cognito = client();
    const flow = createSignUpFlow(cognito);
    await atStep(flow, 'details').submit({
      username: 'ada',
      password,
      attributes: { email: 'ada@example.com' },
    });
    expect(atStep(flow, 'confirm').step.delivery).toMatchObject({ medium: 'EMAIL', attribute: 'email' });
    const code = codeOf('ada');

    await atStep(flow, 'confirm').submit({ code: wrongCode(code) });
    expect(flow.getSnapshot().error).toMatchObject({ code: 'CodeMismatchException', kind: 'rejected' });
    const again = flow.getSnapshot();
    if (again.name === 'confirm') await again.submit({ code });
    atStep(flow, 'done');

    atStep(await signIn(cognito, 'ada'), 'signedIn');
    expect(cognito.getSession()).toMatchObject({
      status: 'signedIn',
      username: 'ada',
      claims: { email: 'ada@example.com', token_use: 'id', aud: clientId },
    });
  });

  it('reports that a user name is taken', async () => {
    const flow = createSignUpFlow(client());
    await atStep(flow, 'details').submit({ username: ben.username, password });
    expect(flow.getSnapshot().error).toMatchObject({ code: 'UsernameExistsException' });
  });
});

describe('sign-in on cognito-local', () => {
  it('refuses a wrong password and stays signed out', async () => {
    const cognito = client();
    const flow = await signIn(cognito, ben.username, 'Wrong-horse-1');
    // AWS answers NotAuthorizedException here.
    expect(flow.getSnapshot().error).toMatchObject({ code: 'InvalidPasswordException', kind: 'rejected' });
    expect(cognito.getSession().status).toBe('signedOut');
  });

  it('asks an unconfirmed user for the sign-up code and then signs in', async () => {
    const [cognito, email] = [client(), 'dan@example.com'];
    await atStep(createSignUpFlow(cognito), 'details').submit({
      username: 'dan',
      password,
      attributes: { email },
    });
    const flow = await signIn(cognito, 'dan');
    await atStep(flow, 'confirmSignUp').submit({ code: codeOf('dan') });
    atStep(flow, 'signedIn');
    expect(cognito.getSession()).toMatchObject({ username: 'dan' });
  });

  it('asks for a new password after a temporary one', async () => {
    const cognito = client();
    const flow = await signIn(cognito, 'cleo');
    await atStep(flow, 'newPassword').submit({ newPassword: 'Correct-horse-2' });
    atStep(flow, 'signedIn');
    atStep(await signIn(client(), 'cleo', 'Correct-horse-2'), 'signedIn');
  });

  it('reports an auth flow that the pool lacks as a typed error', async () => {
    const flow = createSignInFlow(client());
    await atStep(flow, 'identifier').submit({ username: ben.username, password });
    expect(flow.getSnapshot().error).toMatchObject({ code: 'Unsupported', kind: 'server' });
  });
});

describe('MFA on cognito-local', () => {
  it('by SMS reports a wrong code and signs in with the right one', async () => {
    const cognito = client();
    const flow = await signIn(cognito, ben.username);
    expect(atStep(flow, 'smsCode').step.delivery?.medium).toBe('SMS');
    const code = codeOf(ben.username);
    await atStep(flow, 'smsCode').submit({ code: wrongCode(code) });
    const again = flow.getSnapshot();
    expect(again).toMatchObject({ name: 'smsCode', error: { code: 'CodeMismatchException' } });
    if (again.name === 'smsCode') await again.submit({ code });
    atStep(flow, 'signedIn');
    expect(cognito.getSession()).toMatchObject({ username: ben.username });
  });

  it('by an authenticator app is set up, asked for and turned off', async () => {
    const { cognito } = await signUpAndIn('eve');
    const { secret } = await setUpTotp(cognito, { issuer: 'Peer', account: 'eve' });
    await expect(verifyTotp(cognito, { code: '000000' })).rejects.toMatchObject({ kind: 'rejected' });
    await verifyTotp(cognito, { code: totpCode(secret), deviceName: 'Pocket' });
    await setMfaPreference(cognito, { totp: 'preferred' });
    expect((await getUser(cognito)).mfa).toEqual({
      enabled: ['SOFTWARE_TOKEN_MFA'],
      preferred: 'SOFTWARE_TOKEN_MFA',
    });

    const second = client();
    const flow = await signIn(second, 'eve');
    expect(atStep(flow, 'totp').step.deviceName).toBe('Pocket');
    await atStep(flow, 'totp').submit({ code: totpCode(secret) });
    atStep(flow, 'signedIn');

    await setMfaPreference(cognito, { totp: 'off' });
    atStep(await signIn(client(), 'eve'), 'signedIn');
  });

  it('lets the user select one of two methods', async () => {
    const { cognito } = await signUpAndIn('fay');
    const { secret } = await setUpTotp(cognito, { issuer: 'Peer', account: 'fay' });
    await verifyTotp(cognito, { code: totpCode(secret) });
    await setMfaPreference(cognito, { smsCode: 'enabled', totp: 'enabled' });
    const flow = await signIn(client(), 'fay');
    expect(atStep(flow, 'selectMfa').step.methods.toSorted()).toEqual(['smsCode', 'totp']);
    await atStep(flow, 'selectMfa').submit({ method: 'totp' });
    await atStep(flow, 'totp').submit({ code: totpCode(secret) });
    atStep(flow, 'signedIn');
  });
});

describe('password on cognito-local', () => {
  it('is reset with a code if forgotten', async () => {
    await signUpAndIn('gus');
    const flow = createResetPasswordFlow(client());
    await atStep(flow, 'request').submit({ username: 'gus' });
    const code = codeOf('gus');
    await atStep(flow, 'confirm').submit({ code: wrongCode(code), newPassword: 'Correct-horse-2' });
    const again = flow.getSnapshot();
    expect(again.error).toMatchObject({ code: 'CodeMismatchException' });
    if (again.name === 'confirm') await again.submit({ code, newPassword: 'Correct-horse-2' });
    atStep(flow, 'done');
    atStep(await signIn(client(), 'gus', 'Correct-horse-2'), 'signedIn');
    expect((await signIn(client(), 'gus', password)).getSnapshot().error).toBeDefined();
  });

  it('is changed by a user who enters the previous one', async () => {
    const { cognito } = await signUpAndIn('hal');
    const wrong = changePassword(cognito, { previousPassword: 'x', newPassword: 'Correct-horse-2' });
    await expect(wrong).rejects.toMatchObject({ kind: 'rejected' });
    await changePassword(cognito, { previousPassword: password, newPassword: 'Correct-horse-2' });
    atStep(await signIn(client(), 'hal', 'Correct-horse-2'), 'signedIn');
  });
});

describe('account on cognito-local', () => {
  it('reads, writes and deletes attributes, and verifies a new email address with a code', async () => {
    const { cognito } = await signUpAndIn('ida');
    await updateAttributes(cognito, { nickname: 'Idy', locale: 'nb' });
    expect((await getUser(cognito)).attributes).toMatchObject({ nickname: 'Idy', locale: 'nb' });
    await deleteAttributes(cognito, ['nickname']);
    expect((await getUser(cognito)).attributes).not.toHaveProperty('nickname');

    const [sent] = await updateAttributes(cognito, { email: 'ida@example.org' });
    expect(sent).toMatchObject({ medium: 'EMAIL', attribute: 'email' });
    const first = codeOf('ida');
    await sendAttributeCode(cognito, 'email');
    const code = codeOf('ida');
    expect(code).not.toBe(first);
    const stale = verifyAttribute(cognito, { name: 'email', code: first });
    await expect(stale).rejects.toMatchObject({ code: 'CodeMismatchException' });
    await verifyAttribute(cognito, { name: 'email', code });
    expect((await getUser(cognito)).attributes).toMatchObject({
      email: 'ida@example.org',
      email_verified: 'true',
    });
  });

  it('is deleted, and its user can no longer sign in', async () => {
    const { cognito } = await signUpAndIn('jon');
    await deleteAccount(cognito);
    expect(cognito.getSession().status).toBe('signedOut');
    expect((await signIn(client(), 'jon')).getSnapshot().error).toMatchObject({
      code: 'NotAuthorizedException',
    });
  });
});

describe('tokens on cognito-local', () => {
  it('are refreshed with REFRESH_TOKEN_AUTH without GetTokensFromRefreshToken, and keep their refresh token', async () => {
    const { cognito } = await signUpAndIn('kim');
    const before = await cognito.getTokens();
    const after = await cognito.getTokens({ refresh: true });
    expect(after?.accessToken).not.toBe(before?.accessToken);
    expect(after?.refreshToken).toBe(before?.refreshToken);
    expect((await getUser(cognito)).username).toBe('kim');
  });

  it('are revoked by a sign-out, after which a copy of the refresh token is refused', async () => {
    const { cognito } = await signUpAndIn('lou');
    const copy = await cognito.getTokens();
    const other = client();
    await other.adoptTokens(copy!);
    await cognito.signOut();
    expect(cognito.getSession().status).toBe('signedOut');
    const refusal = await vi.waitFor(async () => {
      const error: unknown = await other.getTokens({ refresh: true }).then(
        () => undefined,
        (problem: unknown) => problem,
      );
      expect(error).toBeDefined();
      return error;
    });
    expect(isCognitoError(refusal, 'SessionEnded')).toBe(true);
    expect(other.getSession().status).toBe('signedOut');
  });
});
