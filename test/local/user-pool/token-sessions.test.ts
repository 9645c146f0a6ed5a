/** Sign-ins, one by one: listed, described, ended, limited. */
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

const ada = (from = pool) => from.tokens('ada', 'Correct-horse-1');
const list = async (AccessToken: string, from = pool) =>
  (await from.call('ListUserSessions', { AccessToken }))['Sessions'] as Session[];
const refresh = (RefreshToken: string, from = pool) =>
  from.call('GetTokensFromRefreshToken', { ClientId: from.ClientId, RefreshToken });
const revoked = refusal('NotAuthorizedException', 'Access Token has been revoked');

describe('ListUserSessions', () => {
  it('shows each sign-in of the user and of nobody else, and which one asks', async () => {
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

  it('dates the last activity by the last refresh, which makes no new session', async () => {
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

  it('leaves out what was revoked and what has expired', async () => {
    const own = poolUnderTest({ client: { refreshTokenValidity: 2 * HOUR } });
    const [, gone] = [await ada(own), await ada(own)];
    await own.call('RevokeToken', { ClientId, Token: gone.RefreshToken });
    own.aws.clock.advance(2 * HOUR - 1);
    const { AccessToken } = await ada(own);
    expect(await list(AccessToken, own)).toHaveLength(2);
    own.aws.clock.advance(1);
    expect(await list(AccessToken, own)).toHaveLength(1);
  });

  it('names system and browser by the User-Agent of the last activity', async () => {
    const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
    const edge =
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/123.0 Safari/537.36 Edg/123.0';
    const from = async (operation: string, userAgent: string, input: object) => {
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
    const { AuthenticationResult } = await from('InitiateAuth', firefox, {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ada', PASSWORD: 'Correct-horse-1' },
    });
    const { AccessToken, RefreshToken } = AuthenticationResult;
    expect((await list(AccessToken))[0]?.DeviceType).toBe('Linux, Firefox');
    await from('GetTokensFromRefreshToken', edge, { ClientId, RefreshToken });
    expect((await list(AccessToken))[0]?.DeviceType).toBe('Windows, Edge');
  });
});

describe('RevokeUserSession', () => {
  const idOfOther = async (AccessToken: string) =>
    (await list(AccessToken)).find((one) => !one.IsCurrentSession)!.SessionId;

  it.each([undefined, 'NONE', 'LINKED'])(
    'ends the tokens of another session at once (%s)',
    async (RevokeAssociatedSessions) => {
      const [mine, other] = [await ada(), await ada()];
      const SessionId = await idOfOther(mine.AccessToken);
      const input = { AccessToken: mine.AccessToken, SessionId, RevokeAssociatedSessions };
      expect(await call('RevokeUserSession', input)).toEqual({});
      await expect(call('GetUser', { AccessToken: other.AccessToken })).rejects.toMatchObject(revoked);
      await expect(refresh(other.RefreshToken)).rejects.toMatchObject(
        refusal('NotAuthorizedException', 'Refresh Token has been revoked'),
      );
      expect(await list(mine.AccessToken)).toHaveLength(1);
      await expect(call('RevokeUserSession', input)).rejects.toMatchObject(
        refusal('ResourceNotFoundException'),
      );
    },
  );

  it('refuses the session that asks', async () => {
    const { AccessToken } = await ada();
    const [{ SessionId } = { SessionId: '' }] = await list(AccessToken);
    await expect(call('RevokeUserSession', { AccessToken, SessionId })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
    expect(await call('GetUser', { AccessToken })).toMatchObject({ Username: 'ada' });
  });

  it("cannot end another user's session, nor tell whether there is one", async () => {
    const hers = await pool.tokens('ada', 'Correct-horse-1');
    const [{ SessionId } = { SessionId: '' }] = await list(hers.AccessToken);
    const own = poolUnderTest({
      users: [
        { email: 'eve@example.com', password: 'Wicked-pass-1' },
        { email: 'ada@example.com', password: 'Correct-horse-1' },
      ],
    });
    const eve = await own.tokens('eve', 'Wicked-pass-1');
    const victim = await ada(own);
    const [theirs = { SessionId: '' }] = await list(victim.AccessToken, own);
    for (const id of [theirs.SessionId, SessionId]) {
      await expect(
        own.call('RevokeUserSession', { AccessToken: eve.AccessToken, SessionId: id }),
      ).rejects.toMatchObject(refusal('ResourceNotFoundException', 'Session does not exist.'));
    }
    expect(await own.call('GetUser', { AccessToken: victim.AccessToken })).toMatchObject({ Username: 'ada' });
  });

  it('refuses what is no session id and no way to revoke', async () => {
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
  it('limits how many sessions a user has: the least recently used one goes', async () => {
    const own = poolUnderTest({ pool: { sessionTracking: { status: 'ENABLED', maxPerUser: 2 } } });
    const first = await ada(own);
    own.aws.clock.advance(1);
    const second = await ada(own);
    own.aws.clock.advance(1);
    await refresh(first.RefreshToken, own);
    const third = await ada(own);
    await expect(own.call('GetUser', { AccessToken: second.AccessToken })).rejects.toMatchObject(revoked);
    for (const { AccessToken } of [first, third]) expect(await list(AccessToken, own)).toHaveLength(2);
  });

  it('where it is off, nobody can list or end sessions, and there is no limit', async () => {
    const own = poolUnderTest({ pool: { sessionTracking: { status: 'DISABLED' } } });
    const { AccessToken } = await ada(own);
    for (let time = 0; time < 25; time += 1) await own.password('ada', 'Correct-horse-1');
    expect(await own.call('GetUser', { AccessToken })).toMatchObject({ Username: 'ada' });
    const SessionId = 'tkn0000000000000000000000000';
    for (const operation of ['ListUserSessions', 'RevokeUserSession']) {
      await expect(own.call(operation, { AccessToken, SessionId })).rejects.toMatchObject(
        refusal('OperationNotEnabledException'),
      );
    }
  });
});

describe('what is remembered', () => {
  it('does not grow with every sign-in and refresh', async () => {
    const own = poolUnderTest({
      client: { refreshTokenRotation: { status: 'ENABLED', gracePeriod: 0 } },
      pool: { sessionTracking: { status: 'ENABLED', maxPerUser: 1 } },
    });
    let { RefreshToken } = await ada(own);
    for (let time = 0; time < 60; time += 1) {
      RefreshToken = (await refresh(RefreshToken, own)).AuthenticationResult?.RefreshToken ?? '';
    }
    for (let time = 0; time < 120; time += 1) await own.password('ada', 'Correct-horse-1');
    const [state] = Object.values((await own.aws.snapshot()).state.userPools.pools);
    expect(Object.keys(state!.sessions).length).toBeLessThanOrEqual(102);
    expect(state!.users['ada']!.sessions).toEqual(Object.keys(state!.sessions));
    expect(Object.keys(state!.refreshTokens).length).toBeLessThanOrEqual(102 + 50);
  });

  it('outlives a restart: a revoked token stays revoked, a good one good', async () => {
    const [good, bad] = [await ada(), await ada()];
    await call('RevokeToken', { ClientId, Token: bad.RefreshToken });
    const later = poolUnderTest({ snapshot: await aws.snapshot() });
    await expect(later.call('GetUser', { AccessToken: bad.AccessToken })).rejects.toMatchObject(revoked);
    expect(await later.call('GetUser', { AccessToken: good.AccessToken })).toMatchObject({ Username: 'ada' });
    expect(decodeJwt((await refresh(good.RefreshToken, later)).AuthenticationResult!.IdToken).sub).toBe(
      decodeJwt(good.IdToken).sub,
    );
  });

  it('may be missing in a snapshot from before: people sign in again', async () => {
    const { RefreshToken } = await ada();
    const snapshot = await aws.snapshot();
    const [state] = Object.values(snapshot.state.userPools.pools);
    Reflect.deleteProperty(state!, 'sessions');
    for (const user of Object.values(state!.users)) Reflect.deleteProperty(user, 'sessions');
    const later = poolUnderTest({ snapshot });
    await expect(refresh(RefreshToken, later)).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Invalid Refresh Token.'),
    );
    expect(await list((await ada(later)).AccessToken, later)).toHaveLength(1);
  });

  it('is forgotten a day after its refresh token ended, when no access token can be left', async () => {
    const own = poolUnderTest({ client: { refreshTokenValidity: HOUR, accessTokenValidity: DAY } });
    const { AccessToken } = await ada(own);
    own.aws.clock.advance(DAY - 1);
    await own.password('ada', 'Correct-horse-1');
    expect(await own.call('GetUser', { AccessToken })).toMatchObject({ Username: 'ada' });
    own.aws.clock.advance(HOUR + 2);
    await own.password('ada', 'Correct-horse-1');
    const [state] = Object.values((await own.aws.snapshot()).state.userPools.pools);
    expect(Object.keys(state!.sessions)).toHaveLength(2);
  });
});
