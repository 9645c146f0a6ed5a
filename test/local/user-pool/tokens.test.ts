/** Tokens: their claims, their refresh, their rotation, their end. */
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

const ada = (from = pool) => from.tokens('ada', 'Correct-horse-1');
const refresh = (RefreshToken: string, from = pool) =>
  from.call('GetTokensFromRefreshToken', { ClientId: from.ClientId, RefreshToken });
const jwks = async () => {
  const reply = await aws.fetch(`${aws.config.endpoint}/${aws.config.userPoolId}/.well-known/jwks.json`);
  return (await reply.json()) as Parameters<typeof createLocalJWKSet>[0];
};
const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${aws.config.userPoolId}`;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('the tokens', () => {
  it('are RS256 under a published key, whose private half is not published', async () => {
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

  it('have one key, whenever a reset comes between', async () => {
    const { state } = await poolUnderTest().aws.snapshot();
    const [before] = Object.values(state.userPools.pools);
    before!.signingKeys = [];
    const keys = createSigningKeys();
    const [one, other] = await Promise.all([keys.current(before!), keys.current({ ...before! })]);
    expect(other).toEqual(one);
    expect((await keys.published(before!)).keys).toHaveLength(1);
  });

  it("have AWS's claims and no others", async () => {
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

  it('carry groups, their roles, and the role of the lowest precedence', async () => {
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

  it('prefer the role that two groups of the lowest precedence share', async () => {
    const arn = 'arn:aws:iam::123456789012:role/cognito-kit-user';
    const own = poolUnderTest({
      users: [{ email: 'g@example.com', password: 'Grouped-pass-1', groups: ['one', 'two'] }],
    });
    const snapshot = await own.aws.snapshot();
    Object.values(snapshot.state.userPools.pools)[0]!.groups = {
      one: { precedence: 0, roleArn: arn },
      two: { precedence: 0, roleArn: arn },
    };
    const { IdToken } = await poolUnderTest({ snapshot }).tokens('g', 'Grouped-pass-1');
    expect(decodeJwt(IdToken)).toMatchObject({ 'cognito:roles': [arn], 'cognito:preferred_role': arn });
  });

  it('live as long as the client says, each its own time', async () => {
    const own = poolUnderTest({ client: { accessTokenValidity: 300, idTokenValidity: 600 } });
    const { AuthenticationResult } = await own.password('ada', 'Correct-horse-1');
    const lifetime = (token = '') => {
      const { exp = 0, iat = 0 } = decodeJwt(token);
      return exp - iat;
    };
    expect(lifetime(AuthenticationResult?.AccessToken)).toBe(300);
    expect(lifetime(AuthenticationResult?.IdToken)).toBe(600);
    expect(AuthenticationResult?.ExpiresIn).toBe(300);
    own.aws.clock.advance(300);
    await expect(
      own.call('GetUser', { AccessToken: AuthenticationResult?.AccessToken }),
    ).rejects.toMatchObject(refusal('NotAuthorizedException', 'Access Token has expired'));
  });

  it('show a client the attributes that it may read, and GetUser no more', async () => {
    const own = poolUnderTest({
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
    const { IdToken, AccessToken } = await ada(own);
    const claims = decodeJwt(IdToken);
    expect(claims).toMatchObject({ name: 'Ada', 'custom:plan': 'pro', 'cognito:username': 'ada' });
    for (const hidden of ['email', 'email_verified', 'nickname']) expect(claims).not.toHaveProperty(hidden);
    const { UserAttributes } = (await own.call('GetUser', { AccessToken })) as unknown as {
      UserAttributes: { Name: string }[];
    };
    expect(UserAttributes.map(({ Name }) => Name).toSorted()).toEqual(['custom:plan', 'name', 'sub']);
  });

  it('say how strong the sign-in was, where a level was asked for, and keep it across refreshes', async () => {
    const own = poolUnderTest({
      client: { authFlows: ['USER_AUTH', 'USER_PASSWORD_AUTH', 'REFRESH_TOKEN_AUTH'] },
    });
    const parameters = { USERNAME: 'grace', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: 'Battery-staple-2' };
    const { Session } = await own.initiate('USER_AUTH', {
      ...parameters,
      TARGET_ACR_VALUES: 'urn:cognito:loa:4',
    });
    const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
    const { AuthenticationResult } = await own.respond(
      'SOFTWARE_TOKEN_MFA',
      { USERNAME: 'grace', SOFTWARE_TOKEN_MFA_CODE: own.totp(secret) },
      Session,
    );
    const refreshed = await refresh(AuthenticationResult?.RefreshToken ?? '', own);
    for (const tokens of [AuthenticationResult, refreshed.AuthenticationResult]) {
      for (const token of [tokens?.IdToken, tokens?.AccessToken]) {
        expect(decodeJwt(token ?? '')).toMatchObject({
          acr: 'urn:cognito:loa:4',
          amr: ['pwd', 'otp', 'mfa'],
        });
      }
    }
  });

  it('name the event that they came from, the same after a refresh', async () => {
    const first = await ada();
    const { AuthenticationResult } = await refresh(first.RefreshToken);
    const events = [first.IdToken, first.AccessToken, AuthenticationResult?.AccessToken ?? ''].map(
      (token) => decodeJwt(token)['event_id'],
    );
    expect(new Set(events).size).toBe(1);
    expect(decodeJwt((await ada()).IdToken)['event_id']).not.toBe(events[0]);
  });

  it('are described by the OpenID configuration, under the issuer that AWS would have', async () => {
    const url = `${aws.config.endpoint}/${aws.config.userPoolId}/.well-known/openid-configuration`;
    const document = (await (await aws.fetch(url)).json()) as Record<string, unknown>;
    expect(document).toMatchObject({ issuer, id_token_signing_alg_values_supported: ['RS256'] });
    expect(await (await aws.fetch(String(document['jwks_uri']))).json()).toEqual(await jwks());
  });
});

describe('an access token', () => {
  it('is refused when it has expired', async () => {
    const { AccessToken } = await ada();
    aws.clock.advance(HOUR);
    await expect(call('GetUser', { AccessToken })).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Access Token has expired'),
    );
  });

  it('fault 66: is not an ID token', async () => {
    const { IdToken } = await ada();
    await expect(call('GetUser', { AccessToken: IdToken })).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Invalid Access Token'),
    );
  });

  it('fault 65: is refused unsigned, under HS256, and under a foreign key', async () => {
    const { AccessToken } = await ada();
    const [header = '', payload = ''] = AccessToken.split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const { keys } = await jwks();
    const claims = decodeJwt(AccessToken);
    const hs256 = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: keys[0]?.kid ?? '' })
      .sign(new TextEncoder().encode(keys[0]?.n ?? ''));
    const { privateKey } = await generateKeyPair('RS256');
    const foreign = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: keys[0]?.kid ?? '' })
      .sign(privateKey);
    for (const forged of [none, hs256, foreign, `${header}.${payload}.AAAA`, 'a.b.c']) {
      await expect(call('GetUser', { AccessToken: forged })).rejects.toMatchObject(
        refusal('NotAuthorizedException', 'Invalid Access Token'),
      );
    }
  });

  it('ends with its user', async () => {
    const { AccessToken } = await ada();
    await aws.reset();
    await expect(call('GetUser', { AccessToken })).rejects.toMatchObject(refusal('UserNotFoundException'));
  });
});

describe('refresh', () => {
  it('gives new tokens of the same sign-in, by both operations, and no new refresh token', async () => {
    const first = await ada();
    aws.clock.advance(30 * 60);
    const both = [
      await refresh(first.RefreshToken),
      await pool.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: first.RefreshToken }),
    ];
    for (const { AuthenticationResult } of both) {
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

  it('is refused after thirty days', async () => {
    const { RefreshToken } = await ada();
    aws.clock.advance(30 * DAY - 1);
    expect(await refresh(RefreshToken)).toHaveProperty('AuthenticationResult');
    aws.clock.advance(1);
    await expect(refresh(RefreshToken)).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Refresh Token has expired'),
    );
  });

  it('asks a client that has a secret to prove it', async () => {
    const own = poolUnderTest({ client: { secret: 'shh' } });
    const hash = (name: string) =>
      createHmac('sha256', 'shh').update(`${name}${own.ClientId}`).digest('base64');
    const { AuthenticationResult } = await own.initiate('USER_PASSWORD_AUTH', {
      USERNAME: 'ada',
      PASSWORD: 'Correct-horse-1',
      SECRET_HASH: hash('ada'),
    });
    const REFRESH_TOKEN = AuthenticationResult?.RefreshToken ?? '';
    await expect(own.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN })).rejects.toMatchObject(
      refusal('NotAuthorizedException', `Unable to verify secret hash for client ${own.ClientId}`),
    );
    expect(
      await own.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN, SECRET_HASH: hash('ada') }),
    ).toHaveProperty('AuthenticationResult');
  });

  it('takes the secret itself in GetTokensFromRefreshToken', async () => {
    const own = poolUnderTest({ client: { secret: 'shh' } });
    const SECRET_HASH = createHmac('sha256', 'shh').update(`ada${own.ClientId}`).digest('base64');
    const AuthParameters = { USERNAME: 'ada', PASSWORD: 'Correct-horse-1', SECRET_HASH };
    const { AuthenticationResult } = await own.initiate('USER_PASSWORD_AUTH', AuthParameters);
    const input = { ClientId: own.ClientId, RefreshToken: AuthenticationResult?.RefreshToken };
    for (const wrong of [undefined, '', 'other']) {
      await expect(
        own.call('GetTokensFromRefreshToken', { ...input, ClientSecret: wrong }),
      ).rejects.toMatchObject(
        refusal('NotAuthorizedException', `Unable to verify secret hash for client ${own.ClientId}`),
      );
    }
    expect(await own.call('GetTokensFromRefreshToken', { ...input, ClientSecret: 'shh' })).toHaveProperty(
      'AuthenticationResult',
    );
  });

  it('is refused for a token made up', async () => {
    await expect(refresh('made-up')).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Invalid Refresh Token.'),
    );
  });

  it('fault 42: is refused to a disabled user, a deleted one, and one who must reset the password', async () => {
    const { RefreshToken } = await ada();
    const refused = async (change: (users: Record<string, { enabled: boolean; status: string }>) => void) => {
      const snapshot = await aws.snapshot();
      change(Object.values(snapshot.state.userPools.pools)[0]!.users);
      return refresh(RefreshToken, poolUnderTest({ snapshot }));
    };
    await expect(refused((users) => void (users['ada']!.enabled = false))).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'User is disabled.'),
    );
    await expect(refused((users) => void delete users['ada'])).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Invalid Refresh Token.'),
    );
    await expect(refused((users) => void (users['ada']!.status = 'RESET_REQUIRED'))).rejects.toMatchObject(
      refusal('PasswordResetRequiredException'),
    );
  });
});

describe('revocation', () => {
  it('RevokeToken ends that sign-in: its refresh token and its access tokens; no other', async () => {
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

  it('fault 64: RevokeToken ends no sign-in of another client, and is refused to whoever lacks the secret', async () => {
    const own = poolUnderTest({
      userPools: [{ clients: [{ id: 'web' }, { id: 'server', secret: 'shh' }] }],
    });
    const { RefreshToken, AccessToken } = await ada(own);
    for (const [input, code] of [
      [{ ClientId: 'server', ClientSecret: 'shh' }, 'UnauthorizedException'],
      [{ ClientId: 'server', ClientSecret: 'wrong' }, 'UnauthorizedException'],
      [{ ClientId: 'server' }, 'UnauthorizedException'],
      [{ ClientId: 'nobody' }, 'ResourceNotFoundException'],
    ] as const) {
      await expect(own.call('RevokeToken', { ...input, Token: RefreshToken })).rejects.toMatchObject(
        refusal(code),
      );
    }
    await expect(
      own.call('GetTokensFromRefreshToken', { ClientId: 'server', ClientSecret: 'shh', RefreshToken }),
    ).rejects.toMatchObject(refusal('NotAuthorizedException', 'Invalid Refresh Token.'));
    expect(await own.call('GetUser', { AccessToken })).toMatchObject({ Username: 'ada' });
  });

  it('is refused to a client that is set up without, whose tokens name no origin and end by GlobalSignOut', async () => {
    const own = poolUnderTest({ client: { tokenRevocation: false } });
    const [first, other] = [await ada(own), await own.tokens('ada', 'Correct-horse-1')];
    for (const token of [first.IdToken, first.AccessToken]) {
      expect(decodeJwt(token)).not.toHaveProperty('origin_jti');
    }
    await expect(
      own.call('RevokeToken', { ClientId: own.ClientId, Token: first.RefreshToken }),
    ).rejects.toMatchObject(refusal('UnsupportedOperationException'));
    expect(await refresh(first.RefreshToken, own)).toHaveProperty('AuthenticationResult');
    await own.call('GlobalSignOut', { AccessToken: first.AccessToken });
    for (const { AccessToken, RefreshToken } of [first, other]) {
      await expect(own.call('GetUser', { AccessToken })).rejects.toMatchObject(
        refusal('NotAuthorizedException', 'Access Token has been revoked'),
      );
      await expect(refresh(RefreshToken, own)).rejects.toMatchObject(
        refusal('NotAuthorizedException', 'Refresh Token has been revoked'),
      );
    }
    const { AccessToken } = await ada(own);
    expect(await own.call('GetUser', { AccessToken })).toMatchObject({ Username: 'ada' });
  });

  it('RevokeToken takes refresh tokens only', async () => {
    const { AccessToken } = await ada();
    await expect(call('RevokeToken', { ClientId, Token: AccessToken })).rejects.toMatchObject(
      refusal('UnsupportedTokenTypeException'),
    );
  });

  it('GlobalSignOut ends all of the user’s sign-ins and nobody else’s', async () => {
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
  const checking = () =>
    poolUnderTest({ identityPools: [{ userPools: [{ serverSideTokenCheck: 'checked' }] }] });
  const getId = async ({ aws: side }: typeof pool, IdToken: string) => {
    const { identityPoolId: IdentityPoolId, userPoolId, endpoint } = side.config;
    const reply = await side.fetch(endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityService.GetId' },
      body: JSON.stringify({
        IdentityPoolId,
        Logins: { [`cognito-idp.us-east-1.amazonaws.com/${userPoolId}`]: IdToken },
      }),
    });
    return ((await reply.json()) as Record<string, string>)['__type'] ?? 'accepted';
  };

  it('refuses the ID token of a sign-in that was ended, though it is signed and fresh', async () => {
    const own = checking();
    const [first, second] = [await ada(own), await ada(own)];
    expect(await getId(own, first.IdToken)).toBe('accepted');
    await own.call('RevokeToken', { ClientId: own.ClientId, Token: first.RefreshToken });
    expect(await getId(own, first.IdToken)).toBe('NotAuthorizedException');
    expect(await getId(own, second.IdToken)).toBe('accepted');
  });

  it('refuses the ID token of a user who was disabled or deleted', async () => {
    const own = checking();
    const { IdToken } = await ada(own);
    for (const change of [
      (users: Record<string, { enabled: boolean }>) => void (users['ada']!.enabled = false),
      (users: Record<string, { enabled: boolean }>) => void delete users['ada'],
    ]) {
      const snapshot = await own.aws.snapshot();
      change(Object.values(snapshot.state.userPools.pools)[0]!.users);
      const printed: string[] = [];
      const later = poolUnderTest({ snapshot, print: (line) => printed.push(line) });
      expect(await getId(later, IdToken)).toBe('NotAuthorizedException');
      expect(printed.join()).toContain('server-side token check');
      expect(printed.join()).not.toContain(IdToken);
    }
  });

  it('is off by default: the token works until it ends', async () => {
    const { IdToken, RefreshToken } = await ada();
    await call('RevokeToken', { ClientId, Token: RefreshToken });
    expect(await getId(pool, IdToken)).toBe('accepted');
  });
});

describe('rotation', () => {
  const rotating = (gracePeriod: number) =>
    poolUnderTest({ client: { refreshTokenRotation: { status: 'ENABLED', gracePeriod } } });
  const rotate = async (from: typeof pool, token: string) =>
    (await refresh(token, from)).AuthenticationResult?.RefreshToken ?? '';
  const reused = refusal('RefreshTokenReuseException');

  it('gives a new refresh token each time, which ends when the first would have', async () => {
    const own = rotating(0);
    const { RefreshToken } = await own.tokens('ada', 'Correct-horse-1');
    own.aws.clock.advance(29 * DAY);
    const next = await rotate(own, RefreshToken);
    expect(next).not.toBe(RefreshToken);
    own.aws.clock.advance(DAY);
    await expect(refresh(next, own)).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Refresh Token has expired'),
    );
  });

  it('fault 3: refuses the old token at once without a grace period', async () => {
    const own = rotating(0);
    const { RefreshToken } = await own.tokens('ada', 'Correct-horse-1');
    await rotate(own, RefreshToken);
    await expect(refresh(RefreshToken, own)).rejects.toMatchObject(reused);
  });

  it('fault 2: takes the old token again within the grace period, and not after it', async () => {
    const own = rotating(60);
    const { RefreshToken } = await own.tokens('ada', 'Correct-horse-1');
    await rotate(own, RefreshToken);
    own.aws.clock.advance(60);
    const next = await rotate(own, RefreshToken);
    own.aws.clock.advance(1);
    await expect(refresh(RefreshToken, own)).rejects.toMatchObject(reused);
    expect(await rotate(own, next)).not.toBe('');
  });

  it('fault 33: a reused token ends nobody else’s: the newer one goes on', async () => {
    const own = rotating(10);
    const { RefreshToken } = await own.tokens('ada', 'Correct-horse-1');
    const next = await rotate(own, RefreshToken);
    own.aws.clock.advance(11);
    await expect(refresh(RefreshToken, own)).rejects.toMatchObject(reused);
    expect(await rotate(own, next)).not.toBe('');
  });

  it('takes refresh tokens in GetTokensFromRefreshToken only', async () => {
    const own = rotating(60);
    const { RefreshToken } = await own.tokens('ada', 'Correct-horse-1');
    await expect(own.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
  });

  it('ends with the whole family when one of it is revoked', async () => {
    const own = rotating(60);
    const { RefreshToken } = await own.tokens('ada', 'Correct-horse-1');
    const next = await rotate(own, RefreshToken);
    await own.call('RevokeToken', { ClientId: own.ClientId, Token: RefreshToken });
    await expect(refresh(next, own)).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Refresh Token has been revoked'),
    );
  });
});
