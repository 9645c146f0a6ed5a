/**
 * SignUp and ConfirmSignUp: codes, limits, passwords, attributes, and email addresses that belong to another user.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { wrongCode } from '../../support/codes.ts';
import { DAY, HOUR, poolUnderTest, refusal } from './pool-under-test.ts';

const pool = poolUnderTest();
const { aws, call, ClientId } = pool;
beforeEach(() => aws.reset());

const signUp = (more: Record<string, unknown> = {}) =>
  call('SignUp', {
    ClientId,
    Username: 'marie',
    Password: 'Polonium-84',
    UserAttributes: [{ Name: 'email', Value: 'marie@example.com' }],
    ...more,
  });
const confirm = (ConfirmationCode: string, more: Record<string, unknown> = {}) =>
  call('ConfirmSignUp', { ClientId, Username: 'marie', ConfirmationCode, ...more });
const code = (to = 'marie@example.com') => aws.outbox.code(to);

describe('sign-up', () => {
  it('a code is mailed to a masked address, and confirming lets the user sign in by username and email', async () => {
    const reply = await signUp();
    expect(reply).toEqual({
      UserConfirmed: false,
      UserSub: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'm***@e***' },
    });
    await expect(pool.srp('marie', 'Polonium-84')).rejects.toMatchObject(
      refusal('UserNotConfirmedException', 'User is not confirmed.'),
    );
    expect(await confirm(await code())).toEqual({});
    expect(await pool.srp('marie@example.com', 'Polonium-84')).toHaveProperty('AuthenticationResult');
    await expect(confirm(await code())).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'User cannot be confirmed. Current status is CONFIRMED'),
    );
  });

  it('the outbox contains recipient, medium, purpose, code and time', async () => {
    await signUp();
    expect(aws.outbox.all('MARIE@example.com')).toEqual([
      {
        to: 'marie@example.com',
        medium: 'EMAIL',
        purpose: 'SignUp',
        code: expect.stringMatching(/^\d{6}$/),
        at: aws.clock.now(),
      },
    ]);
  });

  it('a username that exists is refused in any case', async () => {
    await expect(signUp({ Username: 'ADA' })).rejects.toMatchObject(
      refusal('UsernameExistsException', 'User already exists'),
    );
  });

  it('one of two parallel sign-ups of one username is refused', async () => {
    const both = await Promise.allSettled([signUp(), signUp()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it.each([
    ['Ab1-', 'Password not long enough'],
    ['Abcdefgh-', 'Password must have numeric characters'],
    ['abcdefg1-', 'Password must have uppercase characters'],
    ['ABCDEFG1-', 'Password must have lowercase characters'],
    ['Abcdefgh1', 'Password must have symbol characters'],
  ])('the password %s is refused', async (Password, violation) => {
    await expect(signUp({ Password })).rejects.toMatchObject(
      refusal('InvalidPasswordException', `Password did not conform with policy: ${violation}`),
    );
  });

  it.each([
    [
      'an email address as the username',
      { Username: 'm@example.com' },
      'Username cannot be of email format, since user pool is configured for email alias.',
    ],
    [
      'no email address',
      { UserAttributes: [] },
      'Attributes did not conform to the schema: email: The attribute email is required\n',
    ],
    [
      'a malformed email address',
      { UserAttributes: [{ Name: 'email', Value: 'marie' }] },
      'Invalid email address format.',
    ],
    [
      'a malformed phone number',
      {
        UserAttributes: [
          { Name: 'email', Value: 'm@example.com' },
          { Name: 'phone_number', Value: '0171' },
        ],
      },
      'Invalid phone number format.',
    ],
    [
      'an unknown attribute',
      {
        UserAttributes: [
          { Name: 'email', Value: 'm@example.com' },
          { Name: '__proto__', Value: 'x' },
        ],
      },
      'Attributes did not conform to the schema: Type for attribute {__proto__} could not be determined',
    ],
  ])('a sign-up is refused with %s', async (_what, more, message) => {
    await expect(signUp(more)).rejects.toMatchObject(refusal('InvalidParameterException', message));
  });

  it('fault 80 (protected attributes): email_verified and sub cannot be set', async () => {
    for (const Name of ['email_verified', 'sub']) {
      await expect(
        signUp({
          UserAttributes: [
            { Name: 'email', Value: 'm@example.com' },
            { Name, Value: 'true' },
          ],
        }),
      ).rejects.toMatchObject(
        refusal('NotAuthorizedException', 'A client attempted to write unauthorized attribute'),
      );
    }
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'the name %s is an ordinary username',
    async (Username) => {
      expect(await signUp({ Username })).toMatchObject({ UserConfirmed: false });
      await confirm(await code(), { Username });
      expect(await pool.srp(Username, 'Polonium-84')).toHaveProperty('AuthenticationResult');
    },
  );

  it('an empty value of a required attribute is refused', async () => {
    await expect(
      pool.call('SignUp', {
        ClientId: pool.ClientId,
        Username: 'nobody',
        Password: 'Polonium-84',
        UserAttributes: [{ Name: 'email', Value: '' }],
      }),
    ).rejects.toMatchObject({ code: 'InvalidParameterException', message: /email is required/ });
  });

  it('fault 51 (emoji in names): a username with emoji and signs is stored unchanged', async () => {
    const Username = 'mĂrie+%@😀';
    await signUp({ Username });
    await confirm(await code(), { Username });
    const { AccessToken } = await pool.tokens(Username, 'Polonium-84');
    expect(await call('GetUser', { AccessToken })).toMatchObject({ Username });
  });
});

describe('the confirmation code', () => {
  it('a wrong code is refused; after five of them also the right one, for 15 minutes', async () => {
    await signUp();
    const rightCode = await code();
    for (let time = 0; time < 5; time += 1) {
      await expect(confirm(wrongCode(rightCode))).rejects.toMatchObject(
        refusal('CodeMismatchException', 'Invalid verification code provided, please try again.'),
      );
    }
    await expect(confirm(rightCode)).rejects.toMatchObject(
      refusal('LimitExceededException', 'Attempt limit exceeded, please try after some time.'),
    );
    aws.clock.advance(15 * 60);
    expect(await confirm(rightCode)).toEqual({});
  });

  it('a code expires after one day', async () => {
    await signUp();
    aws.clock.advance(DAY);
    await expect(confirm(await code())).rejects.toMatchObject(
      refusal('ExpiredCodeException', 'Invalid code provided, please request a code again.'),
    );
  });

  it('a new code replaces the former one', async () => {
    await signUp();
    const first = await code();
    const resent = await call('ResendConfirmationCode', { ClientId, Username: 'marie' });
    expect(resent['CodeDeliveryDetails']).toMatchObject({ Destination: 'm***@e***' });
    const second = await code();
    if (first !== second) {
      await expect(confirm(first)).rejects.toMatchObject(refusal('CodeMismatchException'));
    }
    expect(await confirm(second)).toEqual({});
  });

  it('ten codes an hour are sent, and none to a confirmed user', async () => {
    await signUp();
    const resend = (Username: string) => call('ResendConfirmationCode', { ClientId, Username });
    for (let time = 0; time < 9; time += 1) await resend('marie');
    await expect(resend('marie')).rejects.toMatchObject(refusal('LimitExceededException'));
    aws.clock.advance(HOUR);
    expect(await resend('marie')).toHaveProperty('CodeDeliveryDetails');
    await expect(resend('ada')).rejects.toMatchObject(
      refusal('InvalidParameterException', 'User is already confirmed.'),
    );
  });
});

describe('an email address that another user has verified', () => {
  const signUpAsAda = () => signUp({ UserAttributes: [{ Name: 'email', Value: 'Ada@example.com' }] });

  it('the new user cannot be confirmed, and the address stays with the first one', async () => {
    await signUpAsAda();
    await expect(confirm(await code('ada@example.com'))).rejects.toMatchObject(
      refusal('AliasExistsException', 'An account with the email already exists.'),
    );
    const { AccessToken } = await pool.tokens('ada@example.com', 'Correct-horse-1');
    expect(await call('GetUser', { AccessToken })).toMatchObject({ Username: 'ada' });
  });

  it('a similar address with a Unicode look-alike is a different address', async () => {
    const lookAlike = '\u212Aate@example.com'; // The Kelvin sign looks like the letter K.
    for (const [Username, email] of [
      ['kate', 'kate@example.com'],
      ['evil', lookAlike],
    ] as const) {
      const UserAttributes = [{ Name: 'email', Value: email }];
      await call('SignUp', { ClientId, Username, Password: 'Polonium-84', UserAttributes });
      const ConfirmationCode = await code(email);
      await call('ConfirmSignUp', { ClientId, Username, ConfirmationCode, ForceAliasCreation: true });
    }
    const nameOf = async (alias: string) =>
      (await call('GetUser', { AccessToken: (await pool.tokens(alias, 'Polonium-84')).AccessToken }))[
        'Username'
      ];
    expect(await nameOf('Kate@Example.com')).toBe('kate');
    expect(await nameOf(lookAlike)).toBe('evil');
  });

  it('ForceAliasCreation moves the address', async () => {
    await signUpAsAda();
    await confirm(await code('ada@example.com'), { ForceAliasCreation: true });
    const { AccessToken } = await pool.tokens('ada@example.com', 'Polonium-84');
    expect(await call('GetUser', { AccessToken })).toMatchObject({ Username: 'marie' });
    const ada = await pool.tokens('ada', 'Correct-horse-1');
    const { UserAttributes } = await call('GetUser', { AccessToken: ada.AccessToken });
    expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'false' });
  });
});

describe('an unconfirmed user with a wrong password', () => {
  it.each(['NotAuthorizedException', 'UserNotConfirmedException'] as const)(
    'an unconfirmed user gets %s if the pool is configured so',
    async (unconfirmedWithWrongPassword) => {
      const configuredPool = poolUnderTest({
        pool: { unconfirmedWithWrongPassword },
        users: [{ email: 'new@example.com', password: 'Brand-new-1', confirmed: false }],
      });
      await expect(configuredPool.srp('new', 'Wrong-new-1')).rejects.toMatchObject(
        refusal(unconfirmedWithWrongPassword),
      );
      await expect(configuredPool.password('new', 'Wrong-new-1')).rejects.toMatchObject(
        refusal(unconfirmedWithWrongPassword),
      );
    },
  );
});
