/** Proves the account requests against an explicit user pool: profile, password, TOTP, refresh and sign-out. */
import { TOTP, URI } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { decodeJwt } from '../../src/lib/jwt.ts';
import { getUser } from '../../src/account/user.ts';
import { changePassword } from '../../src/account/change-password.ts';
import { setMfaPreference, setUpTotp, verifyTotp } from '../../src/account/mfa.ts';
import { refreshTokens } from '../../src/session/refresh-tokens.ts';
import { globalSignOut, revokeToken } from '../../src/transport/revoke.ts';
import { startSignIn } from '../../src/sign-in/engine/start-sign-in.ts';
import { atStep } from '../support/flow-states.ts';
import { createTestUserPool } from '../support/user-pool.ts';
import { errorReply } from '../support/network.ts';
import { ada, credentialsOf } from '../support/users.ts';

const user = credentialsOf(ada);

async function signedIn(options?: Parameters<typeof createTestUserPool>[0]) {
  const testPool = createTestUserPool(options);
  const { step, tokens } = await startSignIn(testPool.userPool, user);
  if (!tokens) throw new Error(`asked for ${step.name}`);
  testPool.forgetRequests();
  return { ...testPool, ...tokens };
}

describe('getUser', () => {
  it('getUser returns the user name, sub, attributes and MFA methods', async () => {
    const { accessToken, idToken, userPool } = await signedIn();
    expect(await getUser(userPool, accessToken)).toEqual({
      username: 'ada',
      sub: decodeJwt(idToken)?.['sub'],
      attributes: expect.objectContaining({ email: 'ada@example.com', email_verified: 'true' }) as object,
      mfa: { enabled: [] },
    });
  });

  it('getUser is rejected for a malformed access token', async () => {
    const { userPool } = await signedIn();
    await expect(getUser(userPool, 'x.y.z')).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  });

  it('fault 48 (__proto__): an attribute named __proto__ changes no prototype', async () => {
    const { accessToken, interceptOnce, userPool } = await signedIn();
    interceptOnce('GetUser', async () =>
      Response.json({
        Username: 'ada',
        UserAttributes: [
          { Name: 'sub', Value: '1' },
          { Name: '__proto__', Value: 'polluted' },
        ],
      }),
    );
    const { attributes } = await getUser(userPool, accessToken);
    expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('changePassword', () => {
  it('changePassword replaces the password: the old one is refused, the new one signs in', async () => {
    const { accessToken, userPool } = await signedIn();
    const change = { previousPassword: ada.password, newPassword: 'Better-horse-9' };
    await changePassword(userPool, accessToken, change);
    await expect(startSignIn(userPool, user)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    expect(await startSignIn(userPool, { ...user, password: 'Better-horse-9' })).toHaveProperty('tokens');
  });

  it('changePassword is rejected if the previous password is wrong', async () => {
    const { accessToken, userPool } = await signedIn();
    await expect(
      changePassword(userPool, accessToken, {
        previousPassword: 'Wrong-horse-1',
        newPassword: 'Better-horse-9',
      }),
    ).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  });

  it('fault 52 (invalid characters): changePassword refuses a NUL before sending, and its error does not contain the password', async () => {
    const { accessToken, sent, userPool } = await signedIn();
    const error: unknown = await changePassword(userPool, accessToken, {
      previousPassword: ada.password,
      newPassword: 'Canary\0-1',
    }).catch((problem: unknown) => problem);
    expect(error).toMatchObject({ kind: 'input', field: 'newPassword' });
    expect(String(error)).not.toContain('Canary');
    expect(sent).toEqual([]);
  });
});

describe('TOTP', () => {
  it('an authenticator app is set up by its first code, asked for at sign-in, and turned off', async () => {
    const { accessToken, clock, host, userPool } = await signedIn();
    const { secret, uri } = await setUpTotp(userPool, accessToken, {
      issuer: 'My App & Co',
      account: 'ada@x.com',
    });
    const app = URI.parse(uri) as TOTP;
    expect(app).toMatchObject({ issuer: 'My App & Co', label: 'ada@x.com', digits: 6, period: 30 });
    expect(app.secret.base32).toBe(secret);
    const code = () => app.generate({ timestamp: clock.now() });

    await expect(verifyTotp(userPool, accessToken, { code: '000000' })).rejects.toMatchObject({
      code: 'EnableSoftwareTokenMFAException',
    });
    await verifyTotp(userPool, accessToken, { code: code(), deviceName: 'Phone' });
    await setMfaPreference(userPool, accessToken, { totp: 'preferred' });
    expect((await getUser(userPool, accessToken)).mfa).toEqual({
      enabled: ['SOFTWARE_TOKEN_MFA'],
      preferred: 'SOFTWARE_TOKEN_MFA',
    });

    const flow = createSignInFlow(host);
    await flow.start(user);
    await clock.advance(30_000);
    await atStep(flow, 'totp').submit({ code: code() });
    atStep(flow, 'signedIn');

    await setMfaPreference(userPool, accessToken, { totp: 'off' });
    await flow.start(user);
    atStep(flow, 'signedIn');
  });

  it('verifyTotp fails with EnableSoftwareTokenMFAException if Cognito answers with the status ERROR', async () => {
    const { accessToken, interceptOnce, userPool } = await signedIn();
    interceptOnce('VerifySoftwareToken', async () => Response.json({ Status: 'ERROR' }));
    await expect(verifyTotp(userPool, accessToken, { code: '123456' })).rejects.toMatchObject({
      code: 'EnableSoftwareTokenMFAException',
      field: 'code',
    });
  });
});

describe('refreshTokens', () => {
  it('fault 45 (no new refresh token): refreshTokens keeps the refresh token if the reply has none', async () => {
    const { accessToken, clock, sent, refreshToken, userPool } = await signedIn();
    await clock.advance(3_600_000);
    const renewed = await refreshTokens(userPool, { refreshToken, accessToken });
    expect(renewed.refreshToken).toBe(refreshToken);
    expect(renewed.accessToken).not.toBe(accessToken);
    expect(sent).toEqual(['GetTokensFromRefreshToken']);
  });

  it('refreshTokens returns the new refresh token of a pool with rotation, and the old one is refused', async () => {
    const { accessToken, refreshToken, userPool } = await signedIn({
      client: { refreshTokenRotation: { status: 'ENABLED', gracePeriod: 0 } },
    });
    const renewed = await refreshTokens(userPool, { refreshToken, accessToken });
    expect(renewed.refreshToken).not.toBe(refreshToken);
    await expect(refreshTokens(userPool, { refreshToken, accessToken })).rejects.toMatchObject({
      code: 'RefreshTokenReuseException',
    });
  });

  it('refreshTokens falls back to REFRESH_TOKEN_AUTH if Cognito does not know GetTokensFromRefreshToken', async () => {
    const { accessToken, interceptOnce, sent, refreshToken, userPool } = await signedIn();
    interceptOnce('GetTokensFromRefreshToken', async () => errorReply('UnknownOperationException'));
    expect((await refreshTokens(userPool, { refreshToken, accessToken })).refreshToken).toBe(refreshToken);
    expect(sent).toEqual(['GetTokensFromRefreshToken', 'InitiateAuth']);
  });

  it('refreshTokens does not fall back if the refresh token was revoked', async () => {
    const { accessToken, sent, refreshToken, userPool } = await signedIn();
    await revokeToken(userPool, refreshToken);
    await expect(refreshTokens(userPool, { refreshToken, accessToken })).rejects.toMatchObject({
      kind: 'rejected',
      code: 'NotAuthorizedException',
    });
    expect(sent).toEqual(['RevokeToken', 'GetTokensFromRefreshToken']);
  });
});

describe('sign-out at Cognito', () => {
  it('revokeToken revokes a refresh token, and a second call is no error', async () => {
    const { refreshToken, userPool } = await signedIn();
    await revokeToken(userPool, refreshToken);
    await expect(revokeToken(userPool, refreshToken)).resolves.toBeUndefined();
  });

  it('globalSignOut ends every session of the user', async () => {
    const { accessToken, refreshToken, userPool } = await signedIn();
    const elsewhere = await startSignIn(userPool, user);
    await globalSignOut(userPool, accessToken);
    for (const token of [refreshToken, elsewhere.tokens?.refreshToken ?? '']) {
      await expect(refreshTokens(userPool, { refreshToken: token, accessToken })).rejects.toMatchObject({
        code: 'NotAuthorizedException',
      });
    }
    await expect(getUser(userPool, accessToken)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  });
});
