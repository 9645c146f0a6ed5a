/** Sign-up by email address, by phone number, without a password, and with custom attributes. */
import { describe, expect, it } from 'vitest';
import { adminOf, pairs, recordOf } from '../../support/user-pool-requests.ts';
import { invalidToken, poolUnderTest, type PoolUnderTest, refusal } from './pool-under-test.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const Password = 'Polonium-84';
const signUp = (
  { call, ClientId }: PoolUnderTest,
  Username: string,
  attributes: Record<string, string> = {},
  more: Record<string, unknown> = {},
) => call('SignUp', { ClientId, Username, Password, UserAttributes: pairs(attributes), ...more });
const confirm = async (
  { aws, call, ClientId }: PoolUnderTest,
  Username: string,
  to: string,
  more: Record<string, unknown> = {},
) => call('ConfirmSignUp', { ClientId, Username, ConfirmationCode: await aws.outbox.code(to), ...more });
const attributesOf = async (pool: PoolUnderTest, Username: string) =>
  recordOf((await adminOf(pool)('AdminGetUser', { Username }))['UserAttributes']);

describe('a pool where users sign up with an email address', () => {
  const byEmail = () =>
    poolUnderTest({ users: [], pool: { usernameAttributes: ['email'], aliasAttributes: [] } });

  it('the service generates the username, and the address signs in', async () => {
    const pool = byEmail();
    const { UserSub } = await signUp(pool, 'Marie@example.com');
    await confirm(pool, 'marie@example.com', 'Marie@example.com');
    const { AccessToken } = await pool.tokens('MARIE@example.com', Password);
    const user = await pool.call('GetUser', { AccessToken });
    expect(user).toMatchObject({ Username: UserSub });
    expect(UserSub).toMatch(uuid);
    expect(recordOf(user['UserAttributes'])).toMatchObject({
      email: 'Marie@example.com',
      email_verified: 'true',
    });
    expect(await pool.srp('marie@example.com', Password)).toHaveProperty('AuthenticationResult');
    expect(await pool.srp(String(UserSub), Password)).toHaveProperty('AuthenticationResult');
  });

  it('an address that was signed up cannot be signed up again, confirmed or not', async () => {
    const pool = byEmail();
    await signUp(pool, 'marie@example.com');
    await expect(signUp(pool, 'Marie@Example.com')).rejects.toMatchObject(
      refusal('UsernameExistsException', 'An account with the given email already exists.'),
    );
  });

  it('an unconfirmed user is found by the address', async () => {
    const pool = byEmail();
    await signUp(pool, 'marie@example.com');
    await expect(pool.srp('marie@example.com', Password)).rejects.toMatchObject(
      refusal('UserNotConfirmedException'),
    );
  });

  it.each([
    [['email'], 'marie', 'Username should be an email.'],
    [['phone_number'], 'marie@example.com', 'Username should be a phone number.'],
    [['email', 'phone_number'], 'marie', 'Username should be either an email or a phone number.'],
  ] as const)('a name that is none of %j is refused', async (usernameAttributes, name, message) => {
    const pool = poolUnderTest({ users: [], pool: { usernameAttributes, aliasAttributes: [] } });
    await expect(signUp(pool, name)).rejects.toMatchObject(refusal('InvalidParameterException', message));
  });
});

describe('a pool where users sign up with a phone number', () => {
  it('the code is sent by SMS to the number, masked except for four digits', async () => {
    const pool = poolUnderTest({
      users: [],
      pool: {
        usernameAttributes: ['phone_number'],
        aliasAttributes: [],
        requiredAttributes: ['phone_number'],
        autoVerifiedAttributes: ['phone_number'],
      },
    });
    const { CodeDeliveryDetails } = await signUp(pool, '+15555554444');
    expect(CodeDeliveryDetails).toEqual({
      AttributeName: 'phone_number',
      DeliveryMedium: 'SMS',
      Destination: '+*******4444',
    });
    expect(pool.aws.outbox.all()).toMatchObject([{ medium: 'SMS', to: '+15555554444' }]);
    await confirm(pool, '+15555554444', '+15555554444');
    expect(await pool.srp('+15555554444', Password)).toHaveProperty('AuthenticationResult');

    const { CodeDeliveryDetails: reset } = await pool.call('ForgotPassword', {
      ClientId: pool.ClientId,
      Username: '+15555554444',
    });
    expect(reset).toMatchObject({ DeliveryMedium: 'SMS', Destination: '+*******4444' });
  });
});

describe('aliases', () => {
  const settings = {
    aliasAttributes: ['email', 'phone_number', 'preferred_username'],
    autoVerifiedAttributes: ['email', 'phone_number'],
  } as const;

  it('with email and phone number, the phone gets the code and only it is verified', async () => {
    const pool = poolUnderTest({ pool: settings });
    const both = { email: 'marie@example.com', phone_number: '+15555554444' };
    expect(await signUp(pool, 'marie', both)).toMatchObject({
      CodeDeliveryDetails: { DeliveryMedium: 'SMS' },
    });
    await confirm(pool, 'marie', '+15555554444');
    expect(await attributesOf(pool, 'marie')).toMatchObject({
      phone_number_verified: 'true',
      email_verified: 'false',
    });
    expect(await pool.srp('+15555554444', Password)).toHaveProperty('AuthenticationResult');
    await expect(pool.srp('marie@example.com', Password)).rejects.toMatchObject(
      refusal('NotAuthorizedException'),
    );
  });

  it('a username in the format of an alias is refused', async () => {
    const pool = poolUnderTest({ pool: settings });
    await expect(signUp(pool, '+15555554444', { email: 'm@example.com' })).rejects.toMatchObject(
      refusal(
        'InvalidParameterException',
        'Username cannot be of phone number format, since user pool is configured for phone number alias.',
      ),
    );
  });

  it('an email address is a valid username if email is not an alias', async () => {
    const pool = poolUnderTest({ users: [], pool: { aliasAttributes: [] } });
    await signUp(pool, 'marie@example.com', { email: 'other@example.com' });
    await confirm(pool, 'marie@example.com', 'other@example.com');
    expect(await pool.srp('marie@example.com', Password)).toHaveProperty('AuthenticationResult');
    await expect(pool.srp('other@example.com', Password)).rejects.toMatchObject(
      refusal('NotAuthorizedException'),
    );
  });

  it('a preferred_username can be set after confirmation, and signs in', async () => {
    const pool = poolUnderTest({ pool: settings });
    await expect(
      signUp(pool, 'marie', { email: 'm@example.com', preferred_username: 'curie' }),
    ).rejects.toMatchObject(refusal('InvalidParameterException'));
    const { AccessToken } = await pool.tokens('ada', 'Correct-horse-1');
    const choose = (token: string, name: string) =>
      pool.call('UpdateUserAttributes', {
        AccessToken: token,
        UserAttributes: pairs({ preferred_username: name }),
      });
    await choose(AccessToken, 'countess');
    const renamed = await pool.tokens('Countess', 'Correct-horse-1');
    expect(await pool.call('GetUser', { AccessToken: renamed.AccessToken })).toMatchObject({
      Username: 'ada',
    });
  });
});

describe('a sign-up without a password', () => {
  const passwordless = { firstFactors: ['PASSWORD', 'EMAIL_OTP'] } as const;

  it('a sign-up without a password is accepted if codes are a first factor; every password is wrong', async () => {
    const pool = poolUnderTest({ users: [], pool: passwordless });
    for (const [Username, noPassword] of [
      ['marie', undefined],
      ['pierre', ''],
    ] as const) {
      const email = `${Username}@example.com`;
      expect(await signUp(pool, Username, { email }, { Password: noPassword })).toMatchObject({
        UserConfirmed: false,
      });
      await confirm(pool, Username, email);
      await expect(pool.password(Username, 'Any-thing-1')).rejects.toMatchObject(
        refusal('NotAuthorizedException', 'Incorrect username or password.'),
      );
      await expect(pool.srp(Username, 'Any-thing-1')).rejects.toMatchObject(
        refusal('NotAuthorizedException', 'Incorrect username or password.'),
      );
    }
  });

  it('a sign-up without a password is refused in other pools and without an address', async () => {
    const noPassword = { Password: undefined };
    await expect(
      signUp(poolUnderTest(), 'marie', { email: 'm@example.com' }, noPassword),
    ).rejects.toMatchObject(refusal('InvalidParameterException'));
    const pool = poolUnderTest({ pool: { ...passwordless, requiredAttributes: [] } });
    await expect(signUp(pool, 'marie', {}, noPassword)).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
  });
});

describe('the challenge token of a sign-up', () => {
  const optionsWithUserAuth = { client: { authFlows: ['USER_AUTH', 'USER_PASSWORD_AUTH'] } } as const;

  it('SignUp returns a token for ConfirmSignUp, which returns one for the sign-in', async () => {
    const pool = poolUnderTest({ users: [], ...optionsWithUserAuth });
    const { Session } = await signUp(pool, 'marie', { email: 'marie@example.com' });
    expect(Session).toEqual(expect.any(String));
    const confirmed = await confirm(pool, 'marie', 'marie@example.com', { Session });
    expect(confirmed.Session).toEqual(expect.any(String));
    expect(confirmed.Session).not.toBe(Session);
  });

  it('the token of another sign-up is refused, and the code stays valid', async () => {
    const pool = poolUnderTest({ users: [], ...optionsWithUserAuth });
    await signUp(pool, 'marie', { email: 'marie@example.com' });
    const { Session } = await signUp(pool, 'pierre', { email: 'pierre@example.com' });
    await expect(confirm(pool, 'marie', 'marie@example.com', { Session })).rejects.toMatchObject(
      invalidToken,
    );
    expect(await confirm(pool, 'marie', 'marie@example.com')).toHaveProperty('Session');
  });

  it('a client without USER_AUTH gets no token', async () => {
    const pool = poolUnderTest({ users: [], client: { authFlows: ['USER_PASSWORD_AUTH'] } });
    expect(await signUp(pool, 'marie', { email: 'marie@example.com' })).not.toHaveProperty('Session');
    expect(await confirm(pool, 'marie', 'marie@example.com')).toEqual({});
  });
});

describe('the attribute schema', () => {
  const customAttributes = {
    plan: { type: 'String', mutable: true, min: 2, max: 4 },
    age: { type: 'Number', mutable: true, min: 18, max: 120 },
    since: { type: 'DateTime', mutable: true },
    vip: { type: 'Boolean', mutable: true },
    tenant: { type: 'String', mutable: false },
  } as const;
  const withSchema = () => poolUnderTest({ users: [], pool: { customAttributes } });
  const poolWithSchema = withSchema();
  const email = 'marie@example.com';

  it('values of the right type and size are accepted', async () => {
    const pool = withSchema();
    const attributes = {
      'custom:plan': 'pro',
      'custom:age': '36',
      'custom:since': '1903-12-10T00:00:00Z',
      'custom:vip': 'true',
      'custom:tenant': 'sorbonne',
      birthdate: '1867-11-07',
    };
    await signUp(pool, 'marie', { email, ...attributes });
    expect(await attributesOf(pool, 'marie')).toMatchObject(attributes);
  });

  it.each([
    ['custom:plan', 'p'],
    ['custom:plan', 'premium'],
    ['custom:age', '17'],
    ['custom:age', '121'],
    ['custom:age', 'thirty'],
    ['custom:age', '1.5'],
    ['custom:since', 'yesterday'],
    ['custom:vip', 'yes'],
    ['custom:none', 'x'],
    ['custom:__proto__', 'x'],
    ['custom:', 'x'],
    ['birthdate', '1867'],
    ['updated_at', 'now'],
    ['name', 'x'.repeat(2049)],
    ['shoe_size', '38'],
  ])('the attribute %s with the value %s is refused', async (name, value) => {
    await expect(signUp(poolWithSchema, 'marie', { email, [name]: value })).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: expect.stringContaining('Attributes did not conform to the schema: '),
    });
  });

  it('fault 80 (protected attributes): a client writes only its writeAttributes', async () => {
    const pool = poolUnderTest({
      users: [],
      pool: { customAttributes },
      client: { writeAttributes: ['email', 'name'] },
    });
    await expect(signUp(pool, 'marie', { email, 'custom:plan': 'pro' })).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'A client attempted to write unauthorized attribute'),
    );
    expect(await signUp(pool, 'marie', { email, name: 'Marie' })).toHaveProperty('UserSub');
  });

  it('an immutable attribute cannot be changed, by administrators neither', async () => {
    const pool = withSchema();
    await signUp(pool, 'marie', { email, 'custom:tenant': 'sorbonne' });
    await confirm(pool, 'marie', email);
    const { AccessToken } = await pool.tokens('marie', Password);
    const UserAttributes = pairs({ 'custom:tenant': 'other' });
    const refused = refusal(
      'InvalidParameterException',
      'user.custom:tenant: Attribute cannot be updated.\n',
    );
    await expect(pool.call('UpdateUserAttributes', { AccessToken, UserAttributes })).rejects.toMatchObject(
      refused,
    );
    await expect(
      adminOf(pool)('AdminUpdateUserAttributes', { Username: 'marie', UserAttributes }),
    ).rejects.toMatchObject(refused);
  });
});

describe('sign-up settings of a pool', () => {
  it('sign-up is refused if only administrators may create users', async () => {
    const pool = poolUnderTest({ users: [], pool: { selfSignUp: 'DENIED' } });
    await expect(signUp(pool, 'marie', { email: 'm@example.com' })).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'SignUp is not permitted for this user pool'),
    );
  });

  it('compromised passwords of the built-in list and of the app are refused everywhere if the pool blocks them', async () => {
    const checkedPasswords: string[] = [];
    const options = {
      pool: { compromisedPasswords: 'BLOCK' },
      compromised: async (password: string) => {
        checkedPasswords.push(password);
        return password === 'Leaked-once-1';
      },
    } as const;
    const pool = poolUnderTest(options);
    const leaked = refusal(
      'InvalidPasswordException',
      'Provided password cannot be used for security reasons.',
    );
    for (const leakedPassword of ['Password123!', 'P@ssw0rd1', 'Leaked-once-1']) {
      await expect(
        signUp(pool, 'marie', { email: 'm@example.com' }, { Password: leakedPassword }),
      ).rejects.toMatchObject(leaked);
    }
    expect(checkedPasswords).toEqual(['Leaked-once-1']);
    const { AccessToken } = await pool.tokens('ada', 'Correct-horse-1');
    await expect(
      pool.call('ChangePassword', {
        AccessToken,
        PreviousPassword: 'Correct-horse-1',
        ProposedPassword: 'Leaked-once-1',
      }),
    ).rejects.toMatchObject(leaked);
    await pool.call('ForgotPassword', { ClientId: pool.ClientId, Username: 'ada' });
    const ConfirmationCode = await pool.aws.outbox.code('ada@example.com');
    const reset = { ClientId: pool.ClientId, Username: 'ada', ConfirmationCode };
    await expect(
      pool.call('ConfirmForgotPassword', { ...reset, Password: 'Password123!' }),
    ).rejects.toMatchObject(leaked);

    const unblockedPool = poolUnderTest({ ...options, pool: {} });
    expect(
      await signUp(unblockedPool, 'marie', { email: 'm@example.com' }, { Password: 'Password123!' }),
    ).toHaveProperty('UserSub');
  });
});

describe('a user whose password was compromised later', () => {
  it('a compromised password in USER_PASSWORD_AUTH requires a reset by code', async () => {
    const pool = poolUnderTest({
      pool: { compromisedPasswords: 'BLOCK' },
      compromised: (password) => password === 'Correct-horse-1',
    });
    expect(await pool.srp('ada', 'Correct-horse-1')).toHaveProperty('AuthenticationResult');
    const reset = refusal('PasswordResetRequiredException', 'Password reset required for the user');
    await expect(pool.password('ada', 'Correct-horse-1')).rejects.toMatchObject(reset);
    await expect(pool.srp('ada', 'Correct-horse-1')).rejects.toMatchObject(reset);
    await pool.call('ForgotPassword', { ClientId: pool.ClientId, Username: 'ada' });
    await pool.call('ConfirmForgotPassword', {
      ClientId: pool.ClientId,
      Username: 'ada',
      ConfirmationCode: await pool.aws.outbox.code('ada@example.com'),
      Password,
    });
    expect(await pool.password('ada', Password)).toHaveProperty('AuthenticationResult');
  });
});

describe('input types', () => {
  const pool = poolUnderTest({ users: [] });
  it.each([
    ['ForceAliasCreation', 'true', 'ConfirmSignUp'],
    ['ClientMetadata', 'x', 'SignUp'],
    ['ClientMetadata', { a: 1 }, 'SignUp'],
    ['ValidationData', { a: 'b' }, 'SignUp'],
    ['UserAttributes', 'email', 'SignUp'],
    ['UserAttributes', ['email'], 'SignUp'],
    ['UserAttributes', [{ Name: 'email', Value: 1 }], 'SignUp'],
  ])("another type than the API's is refused: %s = %j", async (name, value, operation) => {
    const input = { ClientId: pool.ClientId, Username: 'ada', Password, ConfirmationCode: '123456' };
    await expect(pool.call(operation, { ...input, [name]: value })).rejects.toMatchObject(
      refusal('SerializationException'),
    );
  });
});
