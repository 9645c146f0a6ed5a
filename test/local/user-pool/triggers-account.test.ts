/** The app's own functions at sign-up, confirmation, messages and migration. */
import { describe, expect, it } from 'vitest';
import type { LocalAwsOptions } from 'cognito-kit-local';
import { adminOf, pairs, recordOf } from './admin-client.ts';
import { poolUnderTest, type PoolUnderTest, refusal } from './pool-under-test.ts';

type Triggers = NonNullable<LocalAwsOptions['triggers']>;
type Event = Parameters<NonNullable<Triggers['PreSignUp']>>[0];

const Password = 'Polonium-84';
/** A pool with triggers, and the events that they saw. */
function withTriggers(triggers: Triggers, options: LocalAwsOptions = {}) {
  const events: Event[] = [];
  const watched = Object.fromEntries(
    Object.entries(triggers).map(([name, run]) => [
      name,
      (event: Event) => {
        events.push(structuredClone(event));
        return run(event);
      },
    ]),
  );
  return { ...poolUnderTest({ users: [], triggers: watched, ...options }), events };
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
  it('sees the documented event, with what the caller sent along', async () => {
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

  it('confirms and verifies without a code, and PostConfirmation is told', async () => {
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

  it('moves an address that it verifies from whoever had it', async () => {
    const pool = withTriggers(
      { PreSignUp: respond({ autoConfirmUser: true, autoVerifyEmail: true }) },
      { users: [{ email: 'marie@example.com', username: 'first', password: Password }] },
    );
    await signUp(pool);
    expect(await attributesOf(pool, 'first')).toMatchObject({ email_verified: 'false' });
  });

  it('cannot verify what is not there', async () => {
    const pool = withTriggers({ PreSignUp: respond({ autoVerifyPhone: true }) });
    await expect(signUp(pool)).rejects.toMatchObject(refusal('InvalidParameterException'));
    await expect(attributesOf(pool)).rejects.toMatchObject(refusal('UserNotFoundException'));
  });

  it('refuses by throwing: the caller reads why, and nobody is signed up', async () => {
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

  it('is asked about an administrator’s newcomers too, and confirms none of them', async () => {
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

  it('an answer that is no event is told as such', async () => {
    const pool = withTriggers({ PreSignUp: () => ({ autoConfirmUser: true }) });
    await expect(signUp(pool)).rejects.toMatchObject(refusal('InvalidLambdaResponseException'));
  });
});

describe('PostConfirmation', () => {
  it('is told of a sign-up and of a reset, with the user as confirmed', async () => {
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

  it('may call the pool itself, as administrators do, and waits for nobody', async () => {
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

  it('lets one of two sign-ups of one name win, however long the trigger takes', async () => {
    const waiting: (() => void)[] = [];
    const pool = withTriggers({
      PreSignUp: (event) => new Promise((resolve) => waiting.push(() => resolve(event))),
    });
    const both = [signUp(pool), signUp(pool)];
    while (waiting.length < 2) await pool.aws.snapshot();
    for (const go of waiting) go();
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: refusal('UsernameExistsException'),
    });
  });

  it('what it throws reaches the caller, who is confirmed all the same', async () => {
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
  const words = respond({
    emailMessage: 'Your code is {####}.',
    emailSubject: 'Hello',
    smsMessage: 'SMS {####}',
  });

  it('has each message in the app’s words, the code in its place', async () => {
    const pool = withTriggers({ CustomMessage: words });
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

  it('never shows the code to the trigger', async () => {
    const pool = withTriggers({ CustomMessage: words });
    await signUp(pool);
    expect(JSON.stringify(pool.events)).not.toContain(await pool.aws.outbox.code('marie@example.com'));
  });

  it('texts what is for the phone', async () => {
    const pool = withTriggers(
      { CustomMessage: words },
      { pool: { autoVerifiedAttributes: ['phone_number'], requiredAttributes: [] } },
    );
    await signUp(pool, { UserAttributes: pairs({ phone_number: '+15555554444' }) });
    const [sent] = pool.aws.outbox.all();
    expect(sent).toMatchObject({ medium: 'SMS', message: `SMS ${sent?.code}` });
    expect(sent).not.toHaveProperty('subject');
  });

  it('an invitation names the user and the temporary password', async () => {
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
    ['what is no text', 7],
    ['a text that is too long', `{####}${'x'.repeat(20_000)}`],
  ])('refuses %s', async (_what, emailMessage) => {
    const pool = withTriggers({ CustomMessage: respond({ emailMessage }) });
    await expect(signUp(pool)).rejects.toMatchObject(refusal('InvalidLambdaResponseException'));
    expect(pool.aws.outbox.all()).toEqual([]);
  });

  it('leaves AWS’s own words where it has none', async () => {
    const pool = withTriggers({ CustomMessage: (event) => event });
    await signUp(pool);
    expect(pool.aws.outbox.all()[0]).not.toHaveProperty('message');
  });
});

describe('UserMigration of a forgotten password', () => {
  const forgot = ({ call, ClientId }: PoolUnderTest, Username = 'marie') =>
    call('ForgotPassword', { ClientId, Username });
  const known = respond({
    userAttributes: { email: 'marie@example.com', email_verified: 'true', name: 'Marie' },
    messageAction: 'SUPPRESS',
  });

  it('takes in whom the app knows, who then chooses a password by code', async () => {
    const pool = withTriggers({ UserMigration: known });
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

  it('somebody whom the app does not know looks as without a trigger', async () => {
    const refusing = withTriggers({
      UserMigration: () => {
        throw new Error('unknown');
      },
    });
    const silent = withTriggers({ UserMigration: (event) => event });
    for (const pool of [refusing, silent]) {
      expect(await forgot(pool)).toHaveProperty('CodeDeliveryDetails');
      expect(pool.aws.outbox.all()).toEqual([]);
      await expect(attributesOf(pool)).rejects.toMatchObject(refusal('UserNotFoundException'));
    }
  });

  it('somebody without a verified address cannot be sent a code', async () => {
    const pool = withTriggers({
      UserMigration: respond({ userAttributes: { email: 'marie@example.com' } }),
    });
    expect(await forgot(pool)).toHaveProperty('CodeDeliveryDetails');
    expect(pool.aws.outbox.all()).toEqual([]);
  });

  it('attributes outside the schema are refused', async () => {
    const pool = withTriggers({
      UserMigration: respond({ userAttributes: { shoe_size: '38' } }),
    });
    await expect(forgot(pool)).rejects.toMatchObject(refusal('InvalidParameterException'));
    await expect(attributesOf(pool)).rejects.toMatchObject(refusal('UserNotFoundException'));
  });
});
