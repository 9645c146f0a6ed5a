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
import { at, createTheatre, refusal } from '../support/theatre.ts';

const ada = { username: 'ada', password: 'Correct-horse-1' };

async function signedIn(options?: Parameters<typeof createTheatre>[0]) {
  const theatre = createTheatre(options);
  const { step, tokens } = await startSignIn(theatre.userPool, ada);
  if (!tokens) throw new Error(`asked for ${step.name}`);
  theatre.sent.length = 0;
  return { ...theatre, ...tokens };
}

describe('the profile', () => {
  it('has the user’s name, sub, attributes and factors', async () => {
    const { accessToken, idToken, userPool } = await signedIn();
    expect(await getUser(userPool, accessToken)).toEqual({
      username: 'ada',
      sub: decodeJwt(idToken)?.['sub'],
      attributes: expect.objectContaining({ email: 'ada@example.com', email_verified: 'true' }) as object,
      mfa: { enabled: [] },
    });
  });

  it('is refused for a token that is none', async () => {
    const { userPool } = await signedIn();
    await expect(getUser(userPool, 'x.y.z')).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  });

  it('fault 48: an attribute called __proto__ changes no prototype', async () => {
    const { accessToken, next, userPool } = await signedIn();
    next('GetUser', async () =>
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

describe('changing the password', () => {
  it('takes the old one and the new one', async () => {
    const { accessToken, userPool } = await signedIn();
    const change = { previousPassword: ada.password, newPassword: 'Better-horse-9' };
    await changePassword(userPool, accessToken, change);
    await expect(startSignIn(userPool, ada)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    expect(await startSignIn(userPool, { ...ada, password: 'Better-horse-9' })).toHaveProperty('tokens');
  });

  it('is refused without the right old one', async () => {
    const { accessToken, userPool } = await signedIn();
    await expect(
      changePassword(userPool, accessToken, {
        previousPassword: 'Wrong-horse-1',
        newPassword: 'Better-horse-9',
      }),
    ).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  });

  it('fault 52: refuses a NUL before sending, without showing the password', async () => {
    const { accessToken, operations, userPool } = await signedIn();
    const error: unknown = await changePassword(userPool, accessToken, {
      previousPassword: ada.password,
      newPassword: 'Canary\0-1',
    }).catch((problem: unknown) => problem);
    expect(error).toMatchObject({ kind: 'input', field: 'newPassword' });
    expect(String(error)).not.toContain('Canary');
    expect(operations()).toEqual([]);
  });
});

describe('an authenticator app', () => {
  it('is set up by its secret and first code, asked for at sign-in, and turned off again', async () => {
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
    await flow.start(ada);
    await clock.advance(30_000);
    await at(flow, 'totp').submit({ code: code() });
    at(flow, 'signedIn');

    await setMfaPreference(userPool, accessToken, { totp: 'off' });
    await flow.start(ada);
    at(flow, 'signedIn');
  });

  it('is not set up when the service says ERROR', async () => {
    const { accessToken, next, userPool } = await signedIn();
    next('VerifySoftwareToken', async () => Response.json({ Status: 'ERROR' }));
    await expect(verifyTotp(userPool, accessToken, { code: '123456' })).rejects.toMatchObject({
      code: 'EnableSoftwareTokenMFAException',
      field: 'code',
    });
  });
});

describe('refreshing', () => {
  it('fault 45: keeps the refresh token when the reply brings no new one', async () => {
    const { accessToken, clock, operations, refreshToken, userPool } = await signedIn();
    await clock.advance(3_600_000);
    const renewed = await refreshTokens(userPool, { refreshToken, accessToken });
    expect(renewed.refreshToken).toBe(refreshToken);
    expect(renewed.accessToken).not.toBe(accessToken);
    expect(operations()).toEqual(['GetTokensFromRefreshToken']);
  });

  it('takes the new refresh token of a pool that rotates', async () => {
    const { accessToken, refreshToken, userPool } = await signedIn({
      client: { refreshTokenRotation: { status: 'ENABLED', gracePeriod: 0 } },
    });
    const renewed = await refreshTokens(userPool, { refreshToken, accessToken });
    expect(renewed.refreshToken).not.toBe(refreshToken);
    await expect(refreshTokens(userPool, { refreshToken, accessToken })).rejects.toMatchObject({
      code: 'RefreshTokenReuseException',
    });
  });

  it('falls back to REFRESH_TOKEN_AUTH where the operation is not known', async () => {
    const { accessToken, next, operations, refreshToken, userPool } = await signedIn();
    next('GetTokensFromRefreshToken', async () => refusal('UnknownOperationException'));
    expect((await refreshTokens(userPool, { refreshToken, accessToken })).refreshToken).toBe(refreshToken);
    expect(operations()).toEqual(['GetTokensFromRefreshToken', 'InitiateAuth']);
  });

  it('does not fall back when the session has ended', async () => {
    const { accessToken, operations, refreshToken, userPool } = await signedIn();
    await revokeToken(userPool, refreshToken);
    await expect(refreshTokens(userPool, { refreshToken, accessToken })).rejects.toMatchObject({
      kind: 'rejected',
      code: 'NotAuthorizedException',
    });
    expect(operations()).toEqual(['RevokeToken', 'GetTokensFromRefreshToken']);
  });
});

describe('signing out at the service', () => {
  it('revokes a refresh token, and twice is no error', async () => {
    const { refreshToken, userPool } = await signedIn();
    await revokeToken(userPool, refreshToken);
    await expect(revokeToken(userPool, refreshToken)).resolves.toBeUndefined();
  });

  it('ends every session of the user', async () => {
    const { accessToken, refreshToken, userPool } = await signedIn();
    const elsewhere = await startSignIn(userPool, ada);
    await globalSignOut(userPool, accessToken);
    for (const token of [refreshToken, elsewhere.tokens?.refreshToken ?? '']) {
      await expect(refreshTokens(userPool, { refreshToken: token, accessToken })).rejects.toMatchObject({
        code: 'NotAuthorizedException',
      });
    }
    await expect(getUser(userPool, accessToken)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  });
});
