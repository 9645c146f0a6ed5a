/** Sessions of a user: listing, revoking and limiting them. */
import { decodeJwt } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, poolUnderTest, refusal, START } from './pool-under-test.ts';

const pool = poolUnderTest();
const { aws, call, ClientId } = pool;
beforeEach(() => aws.reset());

interface Session {
  SessionId: string;
  SessionType: string;
  ClientId: string;
  CreateDate: number;
  LastActiveDate: number;
  DeviceType: string;
  IsCurrentSession: boolean;
  OriginSessionId?: string;
}

const ada = (targetPool = pool) => targetPool.tokens('ada', 'Correct-horse-1');
const list = async (AccessToken: string, targetPool = pool) =>
  (await targetPool.call('ListUserSessions', { AccessToken }))['Sessions'] as Session[];
const refresh = (RefreshToken: string, targetPool = pool) =>
  targetPool.call('GetTokensFromRefreshToken', { ClientId: targetPool.ClientId, RefreshToken });
const revoked = refusal('NotAuthorizedException', 'Access Token has been revoked');

describe('ListUserSessions', () => {
  it('each session of the user is listed, and the current one is marked', async () => {
    const first = await ada();
    aws.clock.advance(HOUR / 2);
    const second = await ada();
    await pool.password('grace', 'Battery-staple-2');
    const sessions = await list(first.AccessToken);
    expect(sessions).toEqual([
      {
        SessionId: expect.stringMatching(/^tkn[a-z0-9]{25}$/),
        SessionType: 'TOKEN',
        ClientId,
        CreateDate: START / 1000 + HOUR / 2,
        LastActiveDate: START / 1000 + HOUR / 2,
        DeviceType: 'unknown',
        LastIPAddress: '127.0.0.1',
        LastLocation: { Country: 'unknown' },
        IsCurrentSession: false,
      },
      expect.objectContaining({ CreateDate: START / 1000, IsCurrentSession: true }),
    ]);
    expect((await list(second.AccessToken)).map((one) => one.IsCurrentSession)).toEqual([true, false]);
    expect((await list(second.AccessToken)).map((one) => one.SessionId)).toEqual(
      sessions.map((one) => one.SessionId),
    );
  });

  it('LastActiveDate is the time of the last refresh, which creates no session', async () => {
    const { AccessToken, RefreshToken } = await ada();
    aws.clock.advance(10 * MINUTE);
    const { AuthenticationResult } = await refresh(RefreshToken);
    for (const token of [AccessToken, AuthenticationResult!.AccessToken]) {
      expect(await list(token)).toEqual([
        expect.objectContaining({
          CreateDate: START / 1000,
          LastActiveDate: START / 1000 + 10 * MINUTE,
          IsCurrentSession: true,
        }),
      ]);
    }
  });

  it('revoked and expired sessions are not listed', async () => {
    const ownPool = poolUnderTest({ client: { refreshTokenValidity: 2 * HOUR } });
    const [, revokedTokens] = [await ada(ownPool), await ada(ownPool)];
    await ownPool.call('RevokeToken', { ClientId, Token: revokedTokens.RefreshToken });
    ownPool.aws.clock.advance(2 * HOUR - 1);
    const { AccessToken } = await ada(ownPool);
    expect(await list(AccessToken, ownPool)).toHaveLength(2);
    ownPool.aws.clock.advance(1);
    expect(await list(AccessToken, ownPool)).toHaveLength(1);
  });

  it('DeviceType comes from the User-Agent of the last activity', async () => {
    const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
    const edge =
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/123.0 Safari/537.36 Edg/123.0';
    const callWithUserAgent = async (operation: string, userAgent: string, input: object) => {
      const reply = await aws.fetch(aws.config.endpoint, {
        method: 'POST',
        headers: {
          'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
          'user-agent': userAgent,
        },
        body: JSON.stringify(input),
      });
      return (await reply.json()) as { AuthenticationResult: { AccessToken: string; RefreshToken: string } };
    };
    const { AuthenticationResult } = await callWithUserAgent('InitiateAuth', firefox, {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ada', PASSWORD: 'Correct-horse-1' },
    });
    const { AccessToken, RefreshToken } = AuthenticationResult;
    expect((await list(AccessToken))[0]?.DeviceType).toBe('Linux, Firefox');
    await callWithUserAgent('GetTokensFromRefreshToken', edge, { ClientId, RefreshToken });
    expect((await list(AccessToken))[0]?.DeviceType).toBe('Windows, Edge');
  });
});

describe('RevokeUserSession', () => {
  const idOfOther = async (AccessToken: string) =>
    (await list(AccessToken)).find((one) => !one.IsCurrentSession)!.SessionId;

  it.each([undefined, 'NONE', 'LINKED'])(
    'the tokens of another session end at once (RevokeAssociatedSessions %s)',
    async (RevokeAssociatedSessions) => {
      const [ownTokens, other] = [await ada(), await ada()];
      const SessionId = await idOfOther(ownTokens.AccessToken);
      const input = { AccessToken: ownTokens.AccessToken, SessionId, RevokeAssociatedSessions };
      expect(await call('RevokeUserSession', input)).toEqual({});
      await expect(call('GetUser', { AccessToken: other.AccessToken })).rejects.toMatchObject(revoked);
      await expect(refresh(other.RefreshToken)).rejects.toMatchObject(
        refusal('NotAuthorizedException', 'Refresh Token has been revoked'),
      );
      expect(await list(ownTokens.AccessToken)).toHaveLength(1);
      await expect(call('RevokeUserSession', input)).rejects.toMatchObject(
        refusal('ResourceNotFoundException'),
      );
    },
  );

  it('the current session cannot be revoked', async () => {
    const { AccessToken } = await ada();
    const [{ SessionId } = { SessionId: '' }] = await list(AccessToken);
    await expect(call('RevokeUserSession', { AccessToken, SessionId })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
    expect(await call('GetUser', { AccessToken })).toMatchObject({ Username: 'ada' });
  });

  it('a session of another user is reported as not found', async () => {
    const adasTokens = await pool.tokens('ada', 'Correct-horse-1');
    const [{ SessionId } = { SessionId: '' }] = await list(adasTokens.AccessToken);
    const ownPool = poolUnderTest({
      users: [
        { email: 'eve@example.com', password: 'Wicked-pass-1' },
        { email: 'ada@example.com', password: 'Correct-horse-1' },
      ],
    });
    const eve = await ownPool.tokens('eve', 'Wicked-pass-1');
    const victim = await ada(ownPool);
    const [victimsSession = { SessionId: '' }] = await list(victim.AccessToken, ownPool);
    for (const id of [victimsSession.SessionId, SessionId]) {
      await expect(
        ownPool.call('RevokeUserSession', { AccessToken: eve.AccessToken, SessionId: id }),
      ).rejects.toMatchObject(refusal('ResourceNotFoundException', 'Session does not exist.'));
    }
    expect(await ownPool.call('GetUser', { AccessToken: victim.AccessToken })).toMatchObject({
      Username: 'ada',
    });
  });

  it('an invalid session id and an unknown revocation mode are refused', async () => {
    const { AccessToken } = await ada();
    for (const wrong of [
      { SessionId: 'short' },
      { SessionId: 'TKN0000000000000000000000000' },
      { SessionId: 'tkn0000000000000000000000000', RevokeAssociatedSessions: 'ALL' },
    ]) {
      await expect(call('RevokeUserSession', { AccessToken, ...wrong })).rejects.toMatchObject(
        refusal('InvalidParameterException'),
      );
    }
  });
});

describe('session tracking', () => {
  it('at maxPerUser the least recently used session ends', async () => {
    const ownPool = poolUnderTest({ pool: { sessionTracking: { status: 'ENABLED', maxPerUser: 2 } } });
    const first = await ada(ownPool);
    ownPool.aws.clock.advance(1);
    const second = await ada(ownPool);
    ownPool.aws.clock.advance(1);
    await refresh(first.RefreshToken, ownPool);
    const third = await ada(ownPool);
    await expect(ownPool.call('GetUser', { AccessToken: second.AccessToken })).rejects.toMatchObject(revoked);
    for (const { AccessToken } of [first, third]) expect(await list(AccessToken, ownPool)).toHaveLength(2);
  });

  it('without session tracking there is no limit, and listing and revoking are refused', async () => {
    const ownPool = poolUnderTest({ pool: { sessionTracking: { status: 'DISABLED' } } });
    const { AccessToken } = await ada(ownPool);
    for (let time = 0; time < 25; time += 1) await ownPool.password('ada', 'Correct-horse-1');
    expect(await ownPool.call('GetUser', { AccessToken })).toMatchObject({ Username: 'ada' });
    const SessionId = 'tkn0000000000000000000000000';
    for (const operation of ['ListUserSessions', 'RevokeUserSession']) {
      await expect(ownPool.call(operation, { AccessToken, SessionId })).rejects.toMatchObject(
        refusal('OperationNotEnabledException'),
      );
    }
  });
});

describe('the stored sessions', () => {
  it('sign-ins and refreshes beyond the limits leave no growing state', async () => {
    const ownPool = poolUnderTest({
      client: { refreshTokenRotation: { status: 'ENABLED', gracePeriod: 0 } },
      pool: { sessionTracking: { status: 'ENABLED', maxPerUser: 1 } },
    });
    let { RefreshToken } = await ada(ownPool);
    for (let time = 0; time < 60; time += 1) {
      RefreshToken = (await refresh(RefreshToken, ownPool)).AuthenticationResult?.RefreshToken ?? '';
    }
    for (let time = 0; time < 120; time += 1) await ownPool.password('ada', 'Correct-horse-1');
    const [state] = Object.values((await ownPool.aws.snapshot()).state.userPools.pools);
    expect(Object.keys(state!.sessions).length).toBeLessThanOrEqual(102);
    expect(state!.users['ada']!.sessions).toEqual(Object.keys(state!.sessions));
    expect(Object.keys(state!.refreshTokens).length).toBeLessThanOrEqual(102 + 50);
  });

  it('sessions and revocations survive a restart', async () => {
    const [validTokens, revokedTokens] = [await ada(), await ada()];
    await call('RevokeToken', { ClientId, Token: revokedTokens.RefreshToken });
    const restartedPool = poolUnderTest({ snapshot: await aws.snapshot() });
    await expect(
      restartedPool.call('GetUser', { AccessToken: revokedTokens.AccessToken }),
    ).rejects.toMatchObject(revoked);
    expect(await restartedPool.call('GetUser', { AccessToken: validTokens.AccessToken })).toMatchObject({
      Username: 'ada',
    });
    expect(
      decodeJwt((await refresh(validTokens.RefreshToken, restartedPool)).AuthenticationResult!.IdToken).sub,
    ).toBe(decodeJwt(validTokens.IdToken).sub);
  });

  it('a snapshot without sessions invalidates refresh tokens, and users sign in again', async () => {
    const { RefreshToken } = await ada();
    const snapshot = await aws.snapshot();
    const [state] = Object.values(snapshot.state.userPools.pools);
    Reflect.deleteProperty(state!, 'sessions');
    for (const user of Object.values(state!.users)) Reflect.deleteProperty(user, 'sessions');
    const restartedPool = poolUnderTest({ snapshot });
    await expect(refresh(RefreshToken, restartedPool)).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Invalid Refresh Token.'),
    );
    expect(await list((await ada(restartedPool)).AccessToken, restartedPool)).toHaveLength(1);
  });

  it('a session is removed a day after its refresh token expired, when its access tokens have expired too', async () => {
    const ownPool = poolUnderTest({ client: { refreshTokenValidity: HOUR, accessTokenValidity: DAY } });
    const { AccessToken } = await ada(ownPool);
    ownPool.aws.clock.advance(DAY - 1);
    await ownPool.password('ada', 'Correct-horse-1');
    expect(await ownPool.call('GetUser', { AccessToken })).toMatchObject({ Username: 'ada' });
    ownPool.aws.clock.advance(HOUR + 2);
    await ownPool.password('ada', 'Correct-horse-1');
    const [state] = Object.values((await ownPool.aws.snapshot()).state.userPools.pools);
    expect(Object.keys(state!.sessions)).toHaveLength(2);
  });
});
