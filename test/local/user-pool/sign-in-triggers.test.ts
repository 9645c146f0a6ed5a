/** The triggers around a sign-in: PreAuthentication, PostAuthentication and UserMigration. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { LocalAwsOptions } from 'cognito-kit-local';
import { type PoolUnderTest, poolUnderTest, refusal, wrongPassword } from './pool-under-test.ts';
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
const start = (of: PoolUnderTest, AuthFlow: string, AuthParameters: object, ClientMetadata?: object) =>
  of.call('InitiateAuth', { ClientId: of.ClientId, AuthFlow, AuthParameters, ClientMetadata });

describe('PreAuthentication', () => {
  const pool = withTriggers({ PreAuthentication: record });

  it('is asked before a sign-in, with the validation data that the client sent', async () => {
    await start(
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
  ])('is asked in %s, and keeps out whom it does not want', async (flow, more) => {
    const closed = withTriggers({
      PreAuthentication: () => {
        throw new Error('not today');
      },
    });
    await expect(start(closed, flow, { USERNAME: 'ada', ...more })).rejects.toMatchObject(
      refusal('UserLambdaValidationException', 'PreAuthentication failed with error not today.'),
    );
  });

  it('hears of a name that nobody has only where the client hides that', async () => {
    await start(pool, 'USER_SRP_AUTH', { USERNAME: 'nobody', SRP_A: srpClient().A });
    expect(events[0]).toMatchObject({
      userName: 'nobody',
      request: { userNotFound: true, userAttributes: {} },
    });
    const legacy = withTriggers(
      { PreAuthentication: record },
      { client: { preventUserExistenceErrors: 'LEGACY' } },
    );
    await expect(
      start(legacy, 'USER_SRP_AUTH', { USERNAME: 'nobody', SRP_A: srpClient().A }),
    ).rejects.toMatchObject(refusal('UserNotFoundException'));
    expect(events).toHaveLength(1);
  });
});

describe('PostAuthentication', () => {
  it('is told at the end, after the second factor, with the metadata of the last answer', async () => {
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

  it('gives no tokens when it throws', async () => {
    const pool = withTriggers({
      PostAuthentication: () => {
        throw new Error('no log');
      },
    });
    await expect(pool.srp('ada', 'Correct-horse-1')).rejects.toMatchObject(
      refusal('UserLambdaValidationException', 'PostAuthentication failed with error no log.'),
    );
  });

  it('is not told of a wrong password', async () => {
    const pool = withTriggers({ PostAuthentication: record });
    await expect(pool.srp('ada', 'Wrong-horse-1')).rejects.toMatchObject(wrongPassword);
    expect(events).toEqual([]);
  });
});

describe('UserMigration', () => {
  const old: Triggers = {
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
  const pool = withTriggers(old);
  beforeEach(() => pool.aws.reset());

  it('takes in somebody with the password of before, whatever the policy, and is asked once', async () => {
    const reply = await start(
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

  it('works in USER_AUTH with a password, and in no flow without one', async () => {
    await expect(pool.srp('old', 'weak')).rejects.toMatchObject(wrongPassword);
    await start(pool, 'USER_AUTH', { USERNAME: 'old' });
    expect(events).toEqual([]);
    const preferred = { USERNAME: 'old', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: 'weak' };
    expect(await start(pool, 'USER_AUTH', preferred)).toHaveProperty('AuthenticationResult');
  });

  it('that knows nobody is a wrong password, and is asked as seldom as one may be tried', async () => {
    for (let time = 0; time < 5; time += 1) {
      await expect(pool.password('old', `guess ${time}`)).rejects.toMatchObject(wrongPassword);
    }
    await expect(pool.password('old', 'weak')).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Password attempts exceeded'),
    );
    expect(events).toHaveLength(5);
    pool.aws.clock.advance(1);
    expect(await pool.password('old', 'weak')).toHaveProperty('AuthenticationResult');
  });

  it.each(['ENABLED', 'LEGACY'] as const)(
    'is asked no more often by guesses that are made side by side (existence errors: %s)',
    async (preventUserExistenceErrors) => {
      let asked = 0;
      const slow = withTriggers(
        {
          UserMigration: async () => {
            asked += 1;
            await new Promise((resolve) => setImmediate(resolve));
            throw new Error('Bad password');
          },
        },
        { client: { preventUserExistenceErrors } },
      );
      const guesses = Array.from({ length: 20 }, (_, time) => slow.password('old', `guess ${time}`));
      const outcomes = await Promise.allSettled(guesses);
      expect(outcomes.map(({ status }) => status)).not.toContain('fulfilled');
      expect(asked).toBe(5);
    },
  );

  it('takes in somebody who signs in twice at once, once', async () => {
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

  it('is limited where the client tells that nobody is there, too', async () => {
    const legacy = withTriggers(old, { client: { preventUserExistenceErrors: 'LEGACY' } });
    for (let time = 0; time < 5; time += 1) {
      await expect(legacy.password('old', `guess ${time}`)).rejects.toMatchObject(
        refusal('UserNotFoundException'),
      );
    }
    await expect(legacy.password('old', 'weak')).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Password attempts exceeded'),
    );
  });
});
