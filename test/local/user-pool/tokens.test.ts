/** Tokens: their claims, lifetimes, refresh, rotation and revocation. */
import { createHmac } from 'node:crypto';
import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  jwtVerify,
  SignJWT,
  generateKeyPair,
} from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSigningKeys } from '../../../local/src/user-pool/signing-keys.ts';
import { DAY, HOUR, poolUnderTest, refusal, START } from './pool-under-test.ts';

const pool = poolUnderTest();
const { aws, call, ClientId } = pool;
beforeEach(() => aws.reset());

const ada = (targetPool = pool) => targetPool.tokens('ada', 'Correct-horse-1');
const refresh = (RefreshToken: string, targetPool = pool) =>
  targetPool.call('GetTokensFromRefreshToken', { ClientId: targetPool.ClientId, RefreshToken });
const jwks = async () => {
  const reply = await aws.fetch(`${aws.config.endpoint}/${aws.config.userPoolId}/.well-known/jwks.json`);
  return (await reply.json()) as Parameters<typeof createLocalJWKSet>[0];
};
const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${aws.config.userPoolId}`;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('the tokens', () => {
  it('tokens are signed with RS256 by a published key without private members', async () => {
    const { IdToken, AccessToken } = await ada();
    const published = await jwks();
    for (const key of published.keys) {
      expect(Object.keys(key).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    }
    for (const token of [IdToken, AccessToken]) {
      expect(decodeProtectedHeader(token)).toEqual({ alg: 'RS256', kid: published.keys[0]?.kid });
      await jwtVerify(token, createLocalJWKSet(published), { issuer, currentDate: new Date(START) });
    }
  });

  it('two parallel requests for a key make one key, also if a reset comes between', async () => {
    const { state } = await poolUnderTest().aws.snapshot();
    const [poolState] = Object.values(state.userPools.pools);
    poolState!.signingKeys = [];
    const keys = createSigningKeys();
    const [firstKey, secondKey] = await Promise.all([
      keys.current(poolState!),
      keys.current({ ...poolState! }),
    ]);
    expect(secondKey).toEqual(firstKey);
    expect((await keys.published(poolState!)).keys).toHaveLength(1);
  });

  it('tokens have exactly the claims that AWS documents', async () => {
    const { IdToken, AccessToken } = await ada();
    const now = START / 1000;
    const common = {
      sub: expect.stringMatching(UUID),
      iss: issuer,
      origin_jti: expect.stringMatching(UUID),
      event_id: expect.stringMatching(UUID),
      jti: expect.stringMatching(UUID),
      auth_time: now,
      iat: now,
      exp: now + HOUR,
    };
    expect(decodeJwt(AccessToken)).toEqual({
      ...common,
      token_use: 'access',
      client_id: ClientId,
      scope: 'aws.cognito.signin.user.admin',
      username: 'ada',
    });
    expect(decodeJwt(IdToken)).toEqual({
      ...common,
      token_use: 'id',
      aud: ClientId,
      'cognito:username': 'ada',
      email: 'ada@example.com',
      email_verified: true,
    });
  });

  it('tokens contain groups, roles and the role of the lowest precedence', async () => {
    const snapshot = await poolUnderTest({
      users: [{ email: 'g@example.com', password: 'Grouped-pass-1', groups: ['admins', 'staff'] }],
    }).aws.snapshot();
    const { groups } = Object.values(snapshot.state.userPools.pools)[0]!;
    const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
    groups['admins'] = { precedence: 1, roleArn: role('admin') };
    groups['staff'] = { precedence: 2, roleArn: role('staff') };
    const claims = async () => {
      const { IdToken, AccessToken } = await poolUnderTest({ snapshot }).tokens('g', 'Grouped-pass-1');
      expect(decodeJwt(AccessToken)['cognito:groups']).toEqual(['admins', 'staff']);
      return decodeJwt(IdToken);
    };
    expect(await claims()).toMatchObject({
      'cognito:groups': ['admins', 'staff'],
      'cognito:roles': [role('admin'), role('staff')],
      'cognito:preferred_role': role('admin'),
    });
    groups['staff'] = { precedence: 1, roleArn: role('staff') };
    expect(await claims()).not.toHaveProperty('cognito:preferred_role');
  });

  it('the preferred role is set if two groups of the lowest precedence share it', async () => {
    const arn = 'arn:aws:iam::123456789012:role/cognito-kit-user';
    const ownPool = poolUnderTest({
      users: [{ email: 'g@example.com', password: 'Grouped-pass-1', groups: ['one', 'two'] }],
    });
    const snapshot = await ownPool.aws.snapshot();
    Object.values(snapshot.state.userPools.pools)[0]!.groups = {
      one: { precedence: 0, roleArn: arn },
      two: { precedence: 0, roleArn: arn },
    };
    const { IdToken } = await poolUnderTest({ snapshot }).tokens('g', 'Grouped-pass-1');
    expect(decodeJwt(IdToken)).toMatchObject({ 'cognito:roles': [arn], 'cognito:preferred_role': arn });
  });

  it('each token has the lifetime that the client sets for it', async () => {
    const ownPool = poolUnderTest({ client: { accessTokenValidity: 300, idTokenValidity: 600 } });
    const { AuthenticationResult } = await ownPool.password('ada', 'Correct-horse-1');
    const lifetime = (token = '') => {
      const { exp = 0, iat = 0 } = decodeJwt(token);
      return exp - iat;
    };
    expect(lifetime(AuthenticationResult?.AccessToken)).toBe(300);
    expect(lifetime(AuthenticationResult?.IdToken)).toBe(600);
    expect(AuthenticationResult?.ExpiresIn).toBe(300);
    ownPool.aws.clock.advance(300);
    await expect(
      ownPool.call('GetUser', { AccessToken: AuthenticationResult?.AccessToken }),
    ).rejects.toMatchObject(refusal('NotAuthorizedException', 'Access Token has expired'));
  });

  it('an ID token and GetUser contain only the attributes that the client may read', async () => {
    const ownPool = poolUnderTest({
      client: { readAttributes: ['name', 'custom:plan'] },
      pool: { customAttributes: { plan: { type: 'String', mutable: true } } },
      users: [
        {
          username: 'ada',
          email: 'ada@example.com',
          password: 'Correct-horse-1',
          attributes: { name: 'Ada', 'custom:plan': 'pro', nickname: 'Countess' },
        },
      ],
    });
    const { IdToken, AccessToken } = await ada(ownPool);
    const claims = decodeJwt(IdToken);
    expect(claims).toMatchObject({ name: 'Ada', 'custom:plan': 'pro', 'cognito:username': 'ada' });
    for (const hidden of ['email', 'email_verified', 'nickname']) expect(claims).not.toHaveProperty(hidden);
    const { UserAttributes } = (await ownPool.call('GetUser', { AccessToken })) as unknown as {
      UserAttributes: { Name: string }[];
    };
    expect(UserAttributes.map(({ Name }) => Name).toSorted()).toEqual(['custom:plan', 'name', 'sub']);
  });

  it('acr and amr name the requested level, and refreshes keep them', async () => {
    const ownPool = poolUnderTest({
      client: { authFlows: ['USER_AUTH', 'USER_PASSWORD_AUTH', 'REFRESH_TOKEN_AUTH'] },
    });
    const parameters = { USERNAME: 'grace', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: 'Battery-staple-2' };
    const { Session } = await ownPool.initiate('USER_AUTH', {
      ...parameters,
      TARGET_ACR_VALUES: 'urn:cognito:loa:4',
    });
    const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
    const { AuthenticationResult } = await ownPool.respond(
      'SOFTWARE_TOKEN_MFA',
      { USERNAME: 'grace', SOFTWARE_TOKEN_MFA_CODE: ownPool.totp(secret) },
      Session,
    );
    const refreshed = await refresh(AuthenticationResult?.RefreshToken ?? '', ownPool);
    for (const tokens of [AuthenticationResult, refreshed.AuthenticationResult]) {
      for (const token of [tokens?.IdToken, tokens?.AccessToken]) {
        expect(decodeJwt(token ?? '')).toMatchObject({
          acr: 'urn:cognito:loa:4',
          amr: ['pwd', 'otp', 'mfa'],
        });
      }
    }
  });

  it('event_id is constant across refreshes and different for each sign-in', async () => {
    const first = await ada();
    const { AuthenticationResult } = await refresh(first.RefreshToken);
    const events = [first.IdToken, first.AccessToken, AuthenticationResult?.AccessToken ?? ''].map(
      (token) => decodeJwt(token)['event_id'],
    );
    expect(new Set(events).size).toBe(1);
    expect(decodeJwt((await ada()).IdToken)['event_id']).not.toBe(events[0]);
  });

  it("the OpenID configuration names AWS's issuer and the published keys", async () => {
    const url = `${aws.config.endpoint}/${aws.config.userPoolId}/.well-known/openid-configuration`;
    const document = (await (await aws.fetch(url)).json()) as Record<string, unknown>;
    expect(document).toMatchObject({ issuer, id_token_signing_alg_values_supported: ['RS256'] });
    expect(await (await aws.fetch(String(document['jwks_uri']))).json()).toEqual(await jwks());
  });
});

describe('an access token', () => {
  it('an expired access token is refused', async () => {
    const { AccessToken } = await ada();
    aws.clock.advance(HOUR);
    await expect(call('GetUser', { AccessToken })).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Access Token has expired'),
    );
  });

  it('fault 66 (wrong token_use): an ID token is refused as an access token', async () => {
    const { IdToken } = await ada();
    await expect(call('GetUser', { AccessToken: IdToken })).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Invalid Access Token'),
    );
  });

  it('fault 65 (forged token): an unsigned token, an HS256 token and a token of a foreign key are refused', async () => {
    const { AccessToken } = await ada();
    const [header = '', payload = ''] = AccessToken.split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const { keys } = await jwks();
    const claims = decodeJwt(AccessToken);
    const hs256 = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: keys[0]?.kid ?? '' })
      .sign(new TextEncoder().encode(keys[0]?.n ?? ''));
    const { privateKey } = await generateKeyPair('RS256');
    const foreign = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: keys[0]?.kid ?? '' })
      .sign(privateKey);
    for (const forged of [unsigned, hs256, foreign, `${header}.${payload}.AAAA`, 'a.b.c']) {
      await expect(call('GetUser', { AccessToken: forged })).rejects.toMatchObject(
        refusal('NotAuthorizedException', 'Invalid Access Token'),
      );
    }
  });

  it('an access token is refused once its user is gone', async () => {
    const { AccessToken } = await ada();
    await aws.reset();
    await expect(call('GetUser', { AccessToken })).rejects.toMatchObject(refusal('UserNotFoundException'));
  });
});

describe('refresh', () => {
  it('a refresh gives new tokens of the same sign-in and no refresh token, in both operations', async () => {
    const first = await ada();
    aws.clock.advance(30 * 60);
    const replies = [
      await refresh(first.RefreshToken),
      await pool.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: first.RefreshToken }),
    ];
    for (const { AuthenticationResult } of replies) {
      expect(AuthenticationResult).not.toHaveProperty('RefreshToken');
      const [before, after] = [decodeJwt(first.IdToken), decodeJwt(AuthenticationResult?.IdToken ?? '')];
      expect(after).toMatchObject({
        sub: before.sub,
        origin_jti: before['origin_jti'],
        auth_time: before['auth_time'],
        iat: (before.iat ?? 0) + 30 * 60,
      });
      expect(after.jti).not.toBe(before.jti);
    }
  });

  it('a refresh token expires after thirty days', async () => {
    const { RefreshToken } = await ada();
    aws.clock.advance(30 * DAY - 1);
    expect(await refresh(RefreshToken)).toHaveProperty('AuthenticationResult');
    aws.clock.advance(1);
    await expect(refresh(RefreshToken)).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Refresh Token has expired'),
    );
  });

  it('a client with a secret must send the secret hash', async () => {
    const ownPool = poolUnderTest({ client: { secret: 'shh' } });
    const hash = (name: string) =>
      createHmac('sha256', 'shh').update(`${name}${ownPool.ClientId}`).digest('base64');
    const { AuthenticationResult } = await ownPool.initiate('USER_PASSWORD_AUTH', {
      USERNAME: 'ada',
      PASSWORD: 'Correct-horse-1',
      SECRET_HASH: hash('ada'),
    });
    const REFRESH_TOKEN = AuthenticationResult?.RefreshToken ?? '';
    await expect(ownPool.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN })).rejects.toMatchObject(
      refusal('NotAuthorizedException', `Unable to verify secret hash for client ${ownPool.ClientId}`),
    );
    expect(
      await ownPool.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN, SECRET_HASH: hash('ada') }),
    ).toHaveProperty('AuthenticationResult');
  });

  it('GetTokensFromRefreshToken takes the client secret itself', async () => {
    const ownPool = poolUnderTest({ client: { secret: 'shh' } });
    const SECRET_HASH = createHmac('sha256', 'shh').update(`ada${ownPool.ClientId}`).digest('base64');
    const AuthParameters = { USERNAME: 'ada', PASSWORD: 'Correct-horse-1', SECRET_HASH };
    const { AuthenticationResult } = await ownPool.initiate('USER_PASSWORD_AUTH', AuthParameters);
    const input = { ClientId: ownPool.ClientId, RefreshToken: AuthenticationResult?.RefreshToken };
    for (const wrong of [undefined, '', 'other']) {
      await expect(
        ownPool.call('GetTokensFromRefreshToken', { ...input, ClientSecret: wrong }),
      ).rejects.toMatchObject(
        refusal('NotAuthorizedException', `Unable to verify secret hash for client ${ownPool.ClientId}`),
      );
    }
    expect(await ownPool.call('GetTokensFromRefreshToken', { ...input, ClientSecret: 'shh' })).toHaveProperty(
      'AuthenticationResult',
    );
  });

  it('an unknown refresh token is refused', async () => {
    await expect(refresh('made-up')).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Invalid Refresh Token.'),
    );
  });

  it('fault 42 (user disabled or deleted): a disabled user, a deleted one and one with a pending reset are refused', async () => {
    const { RefreshToken } = await ada();
    const refreshAfter = async (
      change: (users: Record<string, { enabled: boolean; status: string }>) => void,
    ) => {
      const snapshot = await aws.snapshot();
      change(Object.values(snapshot.state.userPools.pools)[0]!.users);
      return refresh(RefreshToken, poolUnderTest({ snapshot }));
    };
    await expect(refreshAfter((users) => void (users['ada']!.enabled = false))).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'User is disabled.'),
    );
    await expect(refreshAfter((users) => void delete users['ada'])).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Invalid Refresh Token.'),
    );
    await expect(
      refreshAfter((users) => void (users['ada']!.status = 'RESET_REQUIRED')),
    ).rejects.toMatchObject(refusal('PasswordResetRequiredException'));
  });
});

describe('revocation', () => {
  it('RevokeToken ends the tokens of its sign-in and of no other', async () => {
    const [first, second] = [await ada(), await ada()];
    const refreshed = await refresh(first.RefreshToken);
    expect(await call('RevokeToken', { ClientId, Token: first.RefreshToken })).toEqual({});
    await expect(refresh(first.RefreshToken)).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Refresh Token has been revoked'),
    );
    for (const AccessToken of [first.AccessToken, refreshed.AuthenticationResult?.AccessToken]) {
      await expect(call('GetUser', { AccessToken })).rejects.toMatchObject(
        refusal('NotAuthorizedException', 'Access Token has been revoked'),
      );
    }
    expect(await call('GetUser', { AccessToken: second.AccessToken })).toMatchObject({ Username: 'ada' });
    expect(await refresh(second.RefreshToken)).toHaveProperty('AuthenticationResult');
    expect(await call('RevokeToken', { ClientId, Token: first.RefreshToken })).toEqual({});
  });

  it('fault 64 (foreign tokens): RevokeToken refuses another client and a missing or wrong secret', async () => {
    const ownPool = poolUnderTest({
      userPools: [{ clients: [{ id: 'web' }, { id: 'server', secret: 'shh' }] }],
    });
    const { RefreshToken, AccessToken } = await ada(ownPool);
    for (const [input, code] of [
      [{ ClientId: 'server', ClientSecret: 'shh' }, 'UnauthorizedException'],
      [{ ClientId: 'server', ClientSecret: 'wrong' }, 'UnauthorizedException'],
      [{ ClientId: 'server' }, 'UnauthorizedException'],
      [{ ClientId: 'nobody' }, 'ResourceNotFoundException'],
    ] as const) {
      await expect(ownPool.call('RevokeToken', { ...input, Token: RefreshToken })).rejects.toMatchObject(
        refusal(code),
      );
    }
    await expect(
      ownPool.call('GetTokensFromRefreshToken', { ClientId: 'server', ClientSecret: 'shh', RefreshToken }),
    ).rejects.toMatchObject(refusal('NotAuthorizedException', 'Invalid Refresh Token.'));
    expect(await ownPool.call('GetUser', { AccessToken })).toMatchObject({ Username: 'ada' });
  });

  it('a client without token revocation is refused; its tokens have no origin_jti and end by GlobalSignOut', async () => {
    const ownPool = poolUnderTest({ client: { tokenRevocation: false } });
    const [first, other] = [await ada(ownPool), await ownPool.tokens('ada', 'Correct-horse-1')];
    for (const token of [first.IdToken, first.AccessToken]) {
      expect(decodeJwt(token)).not.toHaveProperty('origin_jti');
    }
    await expect(
      ownPool.call('RevokeToken', { ClientId: ownPool.ClientId, Token: first.RefreshToken }),
    ).rejects.toMatchObject(refusal('UnsupportedOperationException'));
    expect(await refresh(first.RefreshToken, ownPool)).toHaveProperty('AuthenticationResult');
    await ownPool.call('GlobalSignOut', { AccessToken: first.AccessToken });
    for (const { AccessToken, RefreshToken } of [first, other]) {
      await expect(ownPool.call('GetUser', { AccessToken })).rejects.toMatchObject(
        refusal('NotAuthorizedException', 'Access Token has been revoked'),
      );
      await expect(refresh(RefreshToken, ownPool)).rejects.toMatchObject(
        refusal('NotAuthorizedException', 'Refresh Token has been revoked'),
      );
    }
    const { AccessToken } = await ada(ownPool);
    expect(await ownPool.call('GetUser', { AccessToken })).toMatchObject({ Username: 'ada' });
  });

  it('RevokeToken refuses an access token', async () => {
    const { AccessToken } = await ada();
    await expect(call('RevokeToken', { ClientId, Token: AccessToken })).rejects.toMatchObject(
      refusal('UnsupportedTokenTypeException'),
    );
  });

  it('GlobalSignOut ends every sign-in of the user, and of no other user', async () => {
    const [first, second] = [await ada(), await ada()];
    const linus = await pool.srp('linus', 'Temporary-pass-3');
    const other = await pool.respond(
      'NEW_PASSWORD_REQUIRED',
      { USERNAME: 'linus', NEW_PASSWORD: 'Permanent-pass-4' },
      linus.Session,
    );
    await call('GlobalSignOut', { AccessToken: first.AccessToken });
    for (const { AccessToken, RefreshToken } of [first, second]) {
      await expect(call('GetUser', { AccessToken })).rejects.toMatchObject(
        refusal('NotAuthorizedException', 'Access Token has been revoked'),
      );
      await expect(refresh(RefreshToken)).rejects.toMatchObject(
        refusal('NotAuthorizedException', 'Refresh Token has been revoked'),
      );
    }
    expect(await refresh(other.AuthenticationResult?.RefreshToken ?? '')).toHaveProperty(
      'AuthenticationResult',
    );
    expect(await ada()).toHaveProperty('AccessToken');
  });
});

describe('ServerSideTokenCheck', () => {
  const poolWithCheck = () =>
    poolUnderTest({ identityPools: [{ userPools: [{ serverSideTokenCheck: 'checked' }] }] });
  const getId = async ({ aws: localAws }: typeof pool, IdToken: string) => {
    const { identityPoolId: IdentityPoolId, userPoolId, endpoint } = localAws.config;
    const reply = await localAws.fetch(endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityService.GetId' },
      body: JSON.stringify({
        IdentityPoolId,
        Logins: { [`cognito-idp.us-east-1.amazonaws.com/${userPoolId}`]: IdToken },
      }),
    });
    return ((await reply.json()) as Record<string, string>)['__type'] ?? 'accepted';
  };

  it('the ID token of a revoked sign-in is refused', async () => {
    const ownPool = poolWithCheck();
    const [first, second] = [await ada(ownPool), await ada(ownPool)];
    expect(await getId(ownPool, first.IdToken)).toBe('accepted');
    await ownPool.call('RevokeToken', { ClientId: ownPool.ClientId, Token: first.RefreshToken });
    expect(await getId(ownPool, first.IdToken)).toBe('NotAuthorizedException');
    expect(await getId(ownPool, second.IdToken)).toBe('accepted');
  });

  it('the ID token of a disabled or deleted user is refused', async () => {
    const ownPool = poolWithCheck();
    const { IdToken } = await ada(ownPool);
    for (const change of [
      (users: Record<string, { enabled: boolean }>) => void (users['ada']!.enabled = false),
      (users: Record<string, { enabled: boolean }>) => void delete users['ada'],
    ]) {
      const snapshot = await ownPool.aws.snapshot();
      change(Object.values(snapshot.state.userPools.pools)[0]!.users);
      const printed: string[] = [];
      const changedPool = poolUnderTest({ snapshot, print: (line) => printed.push(line) });
      expect(await getId(changedPool, IdToken)).toBe('NotAuthorizedException');
      expect(printed.join()).toContain('server-side token check');
      expect(printed.join()).not.toContain(IdToken);
    }
  });

  it('without the check, the ID token of a revoked sign-in is accepted', async () => {
    const { IdToken, RefreshToken } = await ada();
    await call('RevokeToken', { ClientId, Token: RefreshToken });
    expect(await getId(pool, IdToken)).toBe('accepted');
  });
});

describe('refresh token rotation', () => {
  const poolWithRotation = (gracePeriod: number) =>
    poolUnderTest({ client: { refreshTokenRotation: { status: 'ENABLED', gracePeriod } } });
  const rotate = async (targetPool: typeof pool, token: string) =>
    (await refresh(token, targetPool)).AuthenticationResult?.RefreshToken ?? '';
  const reused = refusal('RefreshTokenReuseException');

  it('each refresh gives a new refresh token with the expiry of the first one', async () => {
    const ownPool = poolWithRotation(0);
    const { RefreshToken } = await ownPool.tokens('ada', 'Correct-horse-1');
    ownPool.aws.clock.advance(29 * DAY);
    const next = await rotate(ownPool, RefreshToken);
    expect(next).not.toBe(RefreshToken);
    ownPool.aws.clock.advance(DAY);
    await expect(refresh(next, ownPool)).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Refresh Token has expired'),
    );
  });

  it('fault 3 (no grace period): the old refresh token is refused at once', async () => {
    const ownPool = poolWithRotation(0);
    const { RefreshToken } = await ownPool.tokens('ada', 'Correct-horse-1');
    await rotate(ownPool, RefreshToken);
    await expect(refresh(RefreshToken, ownPool)).rejects.toMatchObject(reused);
  });

  it('fault 2 (grace period): the old refresh token is accepted within the grace period, and not after it', async () => {
    const ownPool = poolWithRotation(60);
    const { RefreshToken } = await ownPool.tokens('ada', 'Correct-horse-1');
    await rotate(ownPool, RefreshToken);
    ownPool.aws.clock.advance(60);
    const next = await rotate(ownPool, RefreshToken);
    ownPool.aws.clock.advance(1);
    await expect(refresh(RefreshToken, ownPool)).rejects.toMatchObject(reused);
    expect(await rotate(ownPool, next)).not.toBe('');
  });

  it('fault 33 (stale tab): a reused refresh token is refused and the newer one stays valid', async () => {
    const ownPool = poolWithRotation(10);
    const { RefreshToken } = await ownPool.tokens('ada', 'Correct-horse-1');
    const next = await rotate(ownPool, RefreshToken);
    ownPool.aws.clock.advance(11);
    await expect(refresh(RefreshToken, ownPool)).rejects.toMatchObject(reused);
    expect(await rotate(ownPool, next)).not.toBe('');
  });

  it('REFRESH_TOKEN_AUTH is refused; only GetTokensFromRefreshToken rotates', async () => {
    const ownPool = poolWithRotation(60);
    const { RefreshToken } = await ownPool.tokens('ada', 'Correct-horse-1');
    await expect(
      ownPool.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken }),
    ).rejects.toMatchObject(refusal('InvalidParameterException'));
  });

  it('revoking one refresh token ends the whole family', async () => {
    const ownPool = poolWithRotation(60);
    const { RefreshToken } = await ownPool.tokens('ada', 'Correct-horse-1');
    const next = await rotate(ownPool, RefreshToken);
    await ownPool.call('RevokeToken', { ClientId: ownPool.ClientId, Token: RefreshToken });
    await expect(refresh(next, ownPool)).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Refresh Token has been revoked'),
    );
  });
});
