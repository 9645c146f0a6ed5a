/** The triggers PreSignUp, PostConfirmation, CustomMessage and UserMigration at sign-up, confirmation and reset. */
import { describe, expect, it } from 'vitest';
import type { LocalAwsOptions } from 'cognito-kit-local';
import { adminOf, pairs, recordOf } from '../../support/user-pool-requests.ts';
import { poolUnderTest, type PoolUnderTest, refusal } from './pool-under-test.ts';

type Triggers = NonNullable<LocalAwsOptions['triggers']>;
type Event = Parameters<NonNullable<Triggers['PreSignUp']>>[0];

const Password = 'Polonium-84';
/** Creates a pool with triggers, which also records the events that they get. */
function withTriggers(triggers: Triggers, options: LocalAwsOptions = {}) {
  const events: Event[] = [];
  const recordingTriggers = Object.fromEntries(
    Object.entries(triggers).map(([name, trigger]) => [
      name,
      (event: Event) => {
        events.push(structuredClone(event));
        return trigger(event);
      },
    ]),
  );
  return { ...poolUnderTest({ users: [], triggers: recordingTriggers, ...options }), events };
}
const signUp = ({ call, ClientId }: PoolUnderTest, more: Record<string, unknown> = {}) =>
  call('SignUp', {
    ClientId,
    Username: 'marie',
    Password,
    UserAttributes: pairs({ email: 'marie@example.com' }),
    ...more,
  });
const confirm = async ({ aws, call, ClientId }: PoolUnderTest, more: Record<string, unknown> = {}) =>
  call('ConfirmSignUp', {
    ClientId,
    Username: 'marie',
    ConfirmationCode: await aws.outbox.code('marie@example.com'),
    ...more,
  });
const attributesOf = async (pool: PoolUnderTest, Username = 'marie') =>
  recordOf((await adminOf(pool)('AdminGetUser', { Username }))['UserAttributes']);
const respond = (response: Record<string, unknown>) => (event: Event) => {
  Object.assign(event.response, response);
  return event;
};

describe('PreSignUp', () => {
  it('PreSignUp gets the event that AWS documents, with the data of the caller', async () => {
    const pool = withTriggers({ PreSignUp: (event) => event });
    await signUp(pool, { ValidationData: pairs({ invited: 'yes' }), ClientMetadata: { campaign: 'radium' } });
    expect(pool.events).toEqual([
      {
        version: '1',
        triggerSource: 'PreSignUp_SignUp',
        region: 'us-east-1',
        userPoolId: pool.aws.config.userPoolId,
        userName: 'marie',
        callerContext: { awsSdkVersion: expect.any(String), clientId: pool.ClientId },
        request: {
          userAttributes: { email: 'marie@example.com' },
          validationData: { invited: 'yes' },
          clientMetadata: { campaign: 'radium' },
        },
        response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
      },
    ]);
  });

  it('PreSignUp can confirm and verify a user without a code, and PostConfirmation is called', async () => {
    const pool = withTriggers({
      PreSignUp: respond({ autoConfirmUser: true, autoVerifyEmail: true }),
      PostConfirmation: (event) => event,
    });
    expect(await signUp(pool)).toEqual({ UserConfirmed: true, UserSub: expect.any(String) });
    expect(pool.aws.outbox.all()).toEqual([]);
    expect(await pool.password('marie@example.com', Password)).toHaveProperty('AuthenticationResult');
    expect(pool.events.map(({ triggerSource }) => triggerSource)).toEqual([
      'PreSignUp_SignUp',
      'PostConfirmation_ConfirmSignUp',
    ]);
  });

  it('an address that PreSignUp verifies moves from the user that had it', async () => {
    const pool = withTriggers(
      { PreSignUp: respond({ autoConfirmUser: true, autoVerifyEmail: true }) },
      { users: [{ email: 'marie@example.com', username: 'first', password: Password }] },
    );
    await signUp(pool);
    expect(await attributesOf(pool, 'first')).toMatchObject({ email_verified: 'false' });
  });

  it('PreSignUp cannot verify an attribute that is missing', async () => {
    const pool = withTriggers({ PreSignUp: respond({ autoVerifyPhone: true }) });
    await expect(signUp(pool)).rejects.toMatchObject(refusal('InvalidParameterException'));
    await expect(attributesOf(pool)).rejects.toMatchObject(refusal('UserNotFoundException'));
  });

  it('a PreSignUp trigger that throws refuses the sign-up with its message', async () => {
    const pool = withTriggers({
      PreSignUp: () => {
        throw new Error('Only chemists');
      },
    });
    await expect(signUp(pool)).rejects.toMatchObject(
      refusal('UserLambdaValidationException', 'PreSignUp failed with error Only chemists.'),
    );
    await expect(attributesOf(pool)).rejects.toMatchObject(refusal('UserNotFoundException'));
  });

  it('PreSignUp is called for AdminCreateUser too, but cannot confirm the user', async () => {
    const pool = withTriggers({ PreSignUp: respond({ autoConfirmUser: true }) });
    const { User } = await adminOf(pool)('AdminCreateUser', { Username: 'marie' });
    expect(User).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD' });
    expect(pool.events).toMatchObject([
      {
        triggerSource: 'PreSignUp_AdminCreateUser',
        callerContext: { clientId: 'CLIENT_ID_NOT_APPLICABLE' },
      },
    ]);
  });

  it('a PreSignUp answer that is not an event is refused', async () => {
    const pool = withTriggers({ PreSignUp: () => ({ autoConfirmUser: true }) });
    await expect(signUp(pool)).rejects.toMatchObject(refusal('InvalidLambdaResponseException'));
  });
});

describe('PostConfirmation', () => {
  it('PostConfirmation is called after a sign-up and after a reset, with the confirmed user', async () => {
    const pool = withTriggers({ PostConfirmation: (event) => event });
    await signUp(pool);
    await confirm(pool, { ClientMetadata: { from: 'page' } });
    await pool.call('ForgotPassword', { ClientId: pool.ClientId, Username: 'marie' });
    await pool.call('ConfirmForgotPassword', {
      ClientId: pool.ClientId,
      Username: 'marie',
      ConfirmationCode: await pool.aws.outbox.code('marie@example.com'),
      Password: 'Radium-1898',
    });
    expect(pool.events).toMatchObject([
      {
        triggerSource: 'PostConfirmation_ConfirmSignUp',
        request: {
          userAttributes: { email_verified: 'true', 'cognito:user_status': 'CONFIRMED' },
          clientMetadata: { from: 'page' },
        },
      },
      { triggerSource: 'PostConfirmation_ConfirmForgotPassword', userName: 'marie' },
    ]);
  });

  it('a trigger can call the pool as an administrator while the operation waits for it', async () => {
    const triggers: Triggers = {
      async PostConfirmation(event) {
        await adminOf(pool)('CreateGroup', { GroupName: 'newcomers' });
        await adminOf(pool)('AdminAddUserToGroup', { Username: event.userName, GroupName: 'newcomers' });
        return event;
      },
    };
    const pool = withTriggers(triggers);
    await signUp(pool);
    await confirm(pool);
    expect(await adminOf(pool)('ListUsersInGroup', { GroupName: 'newcomers' })).toMatchObject({
      Users: [{ Username: 'marie' }],
    });
  });

  it('one of two parallel sign-ups of one username wins, however long the trigger takes', async () => {
    const releases: (() => void)[] = [];
    const pool = withTriggers({
      PreSignUp: (event) => new Promise((resolve) => releases.push(() => resolve(event))),
    });
    const both = [signUp(pool), signUp(pool)];
    while (releases.length < 2) await pool.aws.snapshot();
    for (const release of releases) release();
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: refusal('UsernameExistsException'),
    });
  });

  it('an error of PostConfirmation reaches the caller, and the user is confirmed', async () => {
    const pool = withTriggers({
      PostConfirmation: () => {
        throw new Error('No desk free');
      },
    });
    await signUp(pool);
    await expect(confirm(pool)).rejects.toMatchObject(
      refusal('UserLambdaValidationException', 'PostConfirmation failed with error No desk free.'),
    );
    expect(await pool.password('marie', Password)).toHaveProperty('AuthenticationResult');
  });
});

describe('CustomMessage', () => {
  const setMessages = respond({
    emailMessage: 'Your code is {####}.',
    emailSubject: 'Hello',
    smsMessage: 'SMS {####}',
  });

  it('each message has the text of the trigger with the code inserted', async () => {
    const pool = withTriggers({ CustomMessage: setMessages });
    const { call, ClientId } = pool;
    await signUp(pool, { ClientMetadata: { lang: 'pl' } });
    await call('ResendConfirmationCode', { ClientId, Username: 'marie' });
    await confirm(pool);
    await call('ForgotPassword', { ClientId, Username: 'marie' });
    const { AccessToken } = await pool.tokens('marie', Password);
    await call('GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' });
    const UserAttributes = pairs({ email: 'curie@example.com' });
    await call('UpdateUserAttributes', { AccessToken, UserAttributes });
    expect(pool.events.map(({ triggerSource }) => triggerSource)).toEqual([
      'CustomMessage_SignUp',
      'CustomMessage_ResendCode',
      'CustomMessage_ForgotPassword',
      'CustomMessage_VerifyUserAttribute',
      'CustomMessage_UpdateUserAttribute',
    ]);
    expect(pool.events[0]?.request).toMatchObject({
      codeParameter: '{####}',
      usernameParameter: null,
      clientMetadata: { lang: 'pl' },
      userAttributes: { email: 'marie@example.com' },
    });
    const sent = pool.aws.outbox.all();
    expect(sent).toHaveLength(5);
    for (const { message, subject, code } of sent) {
      expect(message).toBe(`Your code is ${code}.`);
      expect(subject).toBe('Hello');
    }
  });

  it('the trigger does not get the code', async () => {
    const pool = withTriggers({ CustomMessage: setMessages });
    await signUp(pool);
    expect(JSON.stringify(pool.events)).not.toContain(await pool.aws.outbox.code('marie@example.com'));
  });

  it('a message to a phone uses smsMessage', async () => {
    const pool = withTriggers(
      { CustomMessage: setMessages },
      { pool: { autoVerifiedAttributes: ['phone_number'], requiredAttributes: [] } },
    );
    await signUp(pool, { UserAttributes: pairs({ phone_number: '+15555554444' }) });
    const [message] = pool.aws.outbox.all();
    expect(message).toMatchObject({ medium: 'SMS', message: `SMS ${message?.code}` });
    expect(message).not.toHaveProperty('subject');
  });

  it('an invitation contains the username and the temporary password', async () => {
    const pool = withTriggers({ CustomMessage: respond({ emailMessage: '{username}, use {####}' }) });
    await adminOf(pool)('AdminCreateUser', {
      Username: 'marie',
      TemporaryPassword: Password,
      UserAttributes: pairs({ email: 'marie@example.com' }),
      DesiredDeliveryMediums: ['EMAIL'],
    });
    expect(pool.aws.outbox.all()).toMatchObject([{ message: `marie, use ${Password}` }]);
    expect(pool.events).toMatchObject([
      { triggerSource: 'CustomMessage_AdminCreateUser', request: { usernameParameter: '{username}' } },
    ]);
  });

  it.each([
    ['a text without the code', 'Hello'],
    ['a number', 7],
    ['a text that is too long', `{####}${'x'.repeat(20_000)}`],
  ])('%s is refused as a message', async (_what, emailMessage) => {
    const pool = withTriggers({ CustomMessage: respond({ emailMessage }) });
    await expect(signUp(pool)).rejects.toMatchObject(refusal('InvalidLambdaResponseException'));
    expect(pool.aws.outbox.all()).toEqual([]);
  });

  it('a trigger that returns no text leaves the default message', async () => {
    const pool = withTriggers({ CustomMessage: (event) => event });
    await signUp(pool);
    expect(pool.aws.outbox.all()[0]).not.toHaveProperty('message');
  });
});

describe('UserMigration at ForgotPassword', () => {
  const forgot = ({ call, ClientId }: PoolUnderTest, Username = 'marie') =>
    call('ForgotPassword', { ClientId, Username });
  const migrateMarie = respond({
    userAttributes: { email: 'marie@example.com', email_verified: 'true', name: 'Marie' },
    messageAction: 'SUPPRESS',
  });

  it('a migrated user sets a password by code', async () => {
    const pool = withTriggers({ UserMigration: migrateMarie });
    expect(await forgot(pool)).toMatchObject({ CodeDeliveryDetails: { Destination: 'm***@e***' } });
    expect(pool.events).toMatchObject([
      { triggerSource: 'UserMigration_ForgotPassword', userName: 'marie', request: { password: null } },
    ]);
    await pool.call('ConfirmForgotPassword', {
      ClientId: pool.ClientId,
      Username: 'marie',
      ConfirmationCode: await pool.aws.outbox.code('marie@example.com'),
      Password,
    });
    expect(await pool.srp('marie', Password)).toHaveProperty('AuthenticationResult');
    expect(await attributesOf(pool)).toMatchObject({ name: 'Marie' });
    await forgot(pool);
    expect(pool.events).toHaveLength(1);
  });

  it('a user that the trigger does not know is treated as without a trigger', async () => {
    const refusingPool = withTriggers({
      UserMigration: () => {
        throw new Error('unknown');
      },
    });
    const silentPool = withTriggers({ UserMigration: (event) => event });
    for (const pool of [refusingPool, silentPool]) {
      expect(await forgot(pool)).toHaveProperty('CodeDeliveryDetails');
      expect(pool.aws.outbox.all()).toEqual([]);
      await expect(attributesOf(pool)).rejects.toMatchObject(refusal('UserNotFoundException'));
    }
  });

  it('a migrated user without a verified address gets no code', async () => {
    const pool = withTriggers({
      UserMigration: respond({ userAttributes: { email: 'marie@example.com' } }),
    });
    expect(await forgot(pool)).toHaveProperty('CodeDeliveryDetails');
    expect(pool.aws.outbox.all()).toEqual([]);
  });

  it('migrated attributes outside the schema are refused', async () => {
    const pool = withTriggers({
      UserMigration: respond({ userAttributes: { shoe_size: '38' } }),
    });
    await expect(forgot(pool)).rejects.toMatchObject(refusal('InvalidParameterException'));
    await expect(attributesOf(pool)).rejects.toMatchObject(refusal('UserNotFoundException'));
  });
});
