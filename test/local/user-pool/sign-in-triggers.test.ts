/** The triggers around a sign-in: PreAuthentication, PostAuthentication and UserMigration. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { LocalAwsOptions } from 'cognito-kit-local';
import { lockedOut, type PoolUnderTest, poolUnderTest, refusal, wrongPassword } from './pool-under-test.ts';
import { srpClient } from './srp-client.ts';

type Triggers = NonNullable<LocalAwsOptions['triggers']>;
type Event = Parameters<NonNullable<Triggers['PreAuthentication']>>[0];

let events: Event[] = [];
beforeEach(() => {
  events = [];
});
const record = (event: Event) => void events.push(structuredClone(event));
const withTriggers = (triggers: Triggers, options: LocalAwsOptions = {}): PoolUnderTest =>
  poolUnderTest({
    triggers,
    ...options,
    client: { authFlows: ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'USER_AUTH'], ...options.client },
  });
const initiateAuth = (
  targetPool: PoolUnderTest,
  AuthFlow: string,
  AuthParameters: object,
  ClientMetadata?: object,
) =>
  targetPool.call('InitiateAuth', {
    ClientId: targetPool.ClientId,
    AuthFlow,
    AuthParameters,
    ClientMetadata,
  });

describe('PreAuthentication', () => {
  const pool = withTriggers({ PreAuthentication: record });

  it("PreAuthentication is called before the sign-in, with the client's validation data", async () => {
    await initiateAuth(
      pool,
      'USER_PASSWORD_AUTH',
      { USERNAME: 'ada', PASSWORD: 'Correct-horse-1' },
      { from: 'test' },
    );
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ triggerSource: 'PreAuthentication_Authentication', userName: 'ada' });
    expect(events[0]?.request).toEqual({
      userAttributes: expect.objectContaining({ email: 'ada@example.com' }),
      validationData: { from: 'test' },
      userNotFound: false,
    });
  });

  it.each([
    ['USER_SRP_AUTH', { SRP_A: srpClient().A }],
    ['USER_AUTH', {}],
    ['USER_PASSWORD_AUTH', { PASSWORD: 'Correct-horse-1' }],
  ])('PreAuthentication is called in %s and can refuse the sign-in', async (flow, more) => {
    const refusingPool = withTriggers({
      PreAuthentication: () => {
        throw new Error('not today');
      },
    });
    await expect(initiateAuth(refusingPool, flow, { USERNAME: 'ada', ...more })).rejects.toMatchObject(
      refusal('UserLambdaValidationException', 'PreAuthentication failed with error not today.'),
    );
  });

  it('PreAuthentication is called for an unknown user only if the client hides existence', async () => {
    await initiateAuth(pool, 'USER_SRP_AUTH', { USERNAME: 'nobody', SRP_A: srpClient().A });
    expect(events[0]).toMatchObject({
      userName: 'nobody',
      request: { userNotFound: true, userAttributes: {} },
    });
    const legacy = withTriggers(
      { PreAuthentication: record },
      { client: { preventUserExistenceErrors: 'LEGACY' } },
    );
    await expect(
      initiateAuth(legacy, 'USER_SRP_AUTH', { USERNAME: 'nobody', SRP_A: srpClient().A }),
    ).rejects.toMatchObject(refusal('UserNotFoundException'));
    expect(events).toHaveLength(1);
  });
});

describe('PostAuthentication', () => {
  it('PostAuthentication is called after the MFA method, with the metadata of the last answer', async () => {
    const pool = withTriggers({ PostAuthentication: record });
    const { Session } = await pool.srp('grace', 'Battery-staple-2');
    expect(events).toEqual([]);
    const secret = pool.aws.users.find(({ username }) => username === 'grace')?.totpSecret ?? '';
    await pool.call('RespondToAuthChallenge', {
      ClientId: pool.ClientId,
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      ChallengeResponses: { USERNAME: 'grace', SOFTWARE_TOKEN_MFA_CODE: pool.totp(secret) },
      ClientMetadata: { from: 'test' },
      Session,
    });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      triggerSource: 'PostAuthentication_Authentication',
      userName: 'grace',
      request: { newDeviceUsed: false, clientMetadata: { from: 'test' } },
    });
  });

  it('a PostAuthentication trigger that throws prevents the tokens', async () => {
    const pool = withTriggers({
      PostAuthentication: () => {
        throw new Error('no log');
      },
    });
    await expect(pool.srp('ada', 'Correct-horse-1')).rejects.toMatchObject(
      refusal('UserLambdaValidationException', 'PostAuthentication failed with error no log.'),
    );
  });

  it('PostAuthentication is not called after a wrong password', async () => {
    const pool = withTriggers({ PostAuthentication: record });
    await expect(pool.srp('ada', 'Wrong-horse-1')).rejects.toMatchObject(wrongPassword);
    expect(events).toEqual([]);
  });
});

describe('UserMigration', () => {
  const migration: Triggers = {
    UserMigration: (event) => {
      record(event);
      if (event.request['password'] !== 'weak') throw new Error('Bad password');
      Object.assign(event.response, {
        userAttributes: { email: 'old@example.com', email_verified: 'true' },
        finalUserStatus: 'CONFIRMED',
        messageAction: 'SUPPRESS',
      });
    },
  };
  const pool = withTriggers(migration);
  beforeEach(() => pool.aws.reset());

  it('a user is migrated with the old password, outside the policy, and the trigger is called once', async () => {
    const reply = await initiateAuth(
      pool,
      'USER_PASSWORD_AUTH',
      { USERNAME: 'old', PASSWORD: 'weak' },
      { from: 'test' },
    );
    expect(reply).toHaveProperty('AuthenticationResult');
    expect(events[0]).toMatchObject({
      triggerSource: 'UserMigration_Authentication',
      userName: 'old',
      request: { password: 'weak', validationData: { from: 'test' } },
    });
    expect(await pool.srp('old', 'weak')).toHaveProperty('AuthenticationResult');
    expect(await pool.password('old@example.com', 'weak')).toHaveProperty('AuthenticationResult');
    expect(events).toHaveLength(1);
  });

  it('UserMigration is called in USER_AUTH with a password, and in no flow without one', async () => {
    await expect(pool.srp('old', 'weak')).rejects.toMatchObject(wrongPassword);
    await initiateAuth(pool, 'USER_AUTH', { USERNAME: 'old' });
    expect(events).toEqual([]);
    const preferred = { USERNAME: 'old', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: 'weak' };
    expect(await initiateAuth(pool, 'USER_AUTH', preferred)).toHaveProperty('AuthenticationResult');
  });

  it('a user that UserMigration refuses gets a wrong-password error, and calls are limited', async () => {
    for (let time = 0; time < 5; time += 1) {
      await expect(pool.password('old', `guess ${time}`)).rejects.toMatchObject(wrongPassword);
    }
    await expect(pool.password('old', 'weak')).rejects.toMatchObject(lockedOut);
    expect(events).toHaveLength(5);
    pool.aws.clock.advance(1);
    expect(await pool.password('old', 'weak')).toHaveProperty('AuthenticationResult');
  });

  it.each(['ENABLED', 'LEGACY'] as const)(
    'parallel guesses call UserMigration no more often (existence errors: %s)',
    async (preventUserExistenceErrors) => {
      let calls = 0;
      const slowPool = withTriggers(
        {
          UserMigration: async () => {
            calls += 1;
            await new Promise((resolve) => setImmediate(resolve));
            throw new Error('Bad password');
          },
        },
        { client: { preventUserExistenceErrors } },
      );
      const guesses = Array.from({ length: 20 }, (_, time) => slowPool.password('old', `guess ${time}`));
      const outcomes = await Promise.allSettled(guesses);
      expect(outcomes.map(({ status }) => status)).not.toContain('fulfilled');
      expect(calls).toBe(5);
    },
  );

  it('two parallel sign-ins migrate the user once', async () => {
    const [one, two] = await Promise.all([pool.password('old', 'weak'), pool.password('old', 'weak')]);
    expect([one, two]).toEqual([
      expect.objectContaining({ AuthenticationResult: expect.anything() as object }),
      expect.objectContaining({ AuthenticationResult: expect.anything() as object }),
    ]);
    const { state } = await pool.aws.snapshot();
    expect(
      Object.keys(Object.values(state.userPools.pools)[0]!.users).filter((name) => name === 'old'),
    ).toEqual(['old']);
    await expect(
      Promise.all([pool.password('old', 'weak'), pool.password('old', 'Wrong-1')]),
    ).rejects.toMatchObject(wrongPassword);
  });

  it('guesses are limited for a client that reveals unknown users too', async () => {
    const legacy = withTriggers(migration, { client: { preventUserExistenceErrors: 'LEGACY' } });
    for (let time = 0; time < 5; time += 1) {
      await expect(legacy.password('old', `guess ${time}`)).rejects.toMatchObject(
        refusal('UserNotFoundException'),
      );
    }
    await expect(legacy.password('old', 'weak')).rejects.toMatchObject(lockedOut);
  });
});
