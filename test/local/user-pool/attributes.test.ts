/** A user's own attributes: changed, verified, deleted. */
import { beforeEach, describe, expect, it } from 'vitest';
import { adminOf, pairs, recordOf } from './admin-client.ts';
import { DAY, poolUnderTest, type PoolUnderTest, refusal } from './pool-under-test.ts';

const aliasAttributes = ['email', 'phone_number'] as const;
const pool = poolUnderTest({
  pool: { aliasAttributes, autoVerifiedAttributes: ['email'], mfaMethods: ['SMS_MFA', 'EMAIL_OTP'] },
});
beforeEach(() => pool.aws.reset());

const NEW = 'countess@example.com';
const other = (given: string) => (given === '000000' ? '000001' : '000000');
const mismatch = refusal('CodeMismatchException', 'Invalid verification code provided, please try again.');
const expired = refusal('ExpiredCodeException', 'Invalid code provided, please request a code again.');

async function asAda(one: PoolUnderTest = pool) {
  const { AccessToken } = await one.tokens('ada', 'Correct-horse-1');
  return {
    AccessToken,
    update: (attributes: Record<string, string>) =>
      one.call('UpdateUserAttributes', { AccessToken, UserAttributes: pairs(attributes) }),
    verify: (Code: string, AttributeName = 'email') =>
      one.call('VerifyUserAttribute', { AccessToken, AttributeName, Code }),
    ask: (AttributeName = 'email') =>
      one.call('GetUserAttributeVerificationCode', { AccessToken, AttributeName }),
    drop: (...UserAttributeNames: string[]) =>
      one.call('DeleteUserAttributes', { AccessToken, UserAttributeNames }),
    attributes: async () => recordOf((await one.call('GetUser', { AccessToken }))['UserAttributes']),
  };
}

describe('UpdateUserAttributes', () => {
  it('writes plain attributes, and takes one away that is sent empty', async () => {
    const ada = await asAda();
    expect(await ada.update({ name: 'Ada', nickname: 'Countess' })).toEqual({ CodeDeliveryDetailsList: [] });
    await ada.update({ nickname: '' });
    expect(await ada.attributes()).toMatchObject({ name: 'Ada' });
    expect(await ada.attributes()).not.toHaveProperty('nickname');
  });

  it('a new address is unverified and no alias until its code was entered', async () => {
    const ada = await asAda();
    expect(await ada.update({ email: NEW })).toEqual({
      CodeDeliveryDetailsList: [
        { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'c***@e***' },
      ],
    });
    expect(await ada.attributes()).toMatchObject({ email: NEW, email_verified: 'false' });
    await expect(pool.srp(NEW, 'Correct-horse-1')).rejects.toMatchObject(refusal('NotAuthorizedException'));
    const right = await pool.aws.outbox.code(NEW);
    await expect(ada.verify(other(right))).rejects.toMatchObject(mismatch);
    expect(await ada.verify(right)).toEqual({});
    expect(await ada.attributes()).toMatchObject({ email: NEW, email_verified: 'true' });
    expect(await pool.srp(NEW, 'Correct-horse-1')).toHaveProperty('AuthenticationResult');
    await expect(ada.verify(right)).rejects.toMatchObject(expired);
  });

  it('the same address again stays verified and sends nothing', async () => {
    const ada = await asAda();
    expect(await ada.update({ email: 'ada@example.com' })).toEqual({ CodeDeliveryDetailsList: [] });
    expect(await ada.attributes()).toMatchObject({ email_verified: 'true' });
    expect(pool.aws.outbox.all()).toEqual([]);
  });

  it('an address that the pool does not verify by itself gets its code when asked for', async () => {
    const ada = await asAda();
    expect(await ada.update({ phone_number: '+15555554444' })).toEqual({ CodeDeliveryDetailsList: [] });
    expect(await ada.ask('phone_number')).toEqual({
      CodeDeliveryDetails: {
        AttributeName: 'phone_number',
        DeliveryMedium: 'SMS',
        Destination: '+*******4444',
      },
    });
    await ada.verify(await pool.aws.outbox.code('+15555554444'), 'phone_number');
    expect(await ada.attributes()).toMatchObject({ phone_number_verified: 'true' });
    expect(await pool.srp('+15555554444', 'Correct-horse-1')).toHaveProperty('AuthenticationResult');
  });

  it('the code of one address proves no other', async () => {
    const ada = await asAda();
    await ada.update({ email: NEW });
    const first = await pool.aws.outbox.code(NEW);
    await ada.update({ email: 'third@example.com' });
    const second = await pool.aws.outbox.code('third@example.com');
    if (first !== second) await expect(ada.verify(first)).rejects.toMatchObject(mismatch);
    await ada.update({ email: NEW });
    if (second !== (await pool.aws.outbox.code(NEW))) {
      await expect(ada.verify(second)).rejects.toMatchObject(mismatch);
    }
    expect(await ada.attributes()).toMatchObject({ email_verified: 'false' });
  });

  it('an address that somebody has verified can be written but not verified', async () => {
    const ada = await asAda();
    await ada.update({ email: 'grace@example.com' });
    await expect(ada.verify(await pool.aws.outbox.code('grace@example.com'))).rejects.toMatchObject(
      refusal('AliasExistsException', 'An account with the email already exists.'),
    );
    expect(await adminOf(pool)('AdminGetUser', { Username: 'grace@example.com' })).toMatchObject({
      Username: 'grace',
    });
  });

  it('fault 80: nobody writes sub or a verified flag', async () => {
    const ada = await asAda();
    for (const attributes of [{ sub: 'x' }, { email_verified: 'true' }, { phone_number_verified: 'true' }]) {
      await expect(ada.update(attributes)).rejects.toMatchObject(
        refusal('NotAuthorizedException', 'A client attempted to write unauthorized attribute'),
      );
    }
  });

  it('writes all or nothing', async () => {
    const ada = await asAda();
    await expect(ada.update({ name: 'Ada', email: 'nonsense' })).rejects.toMatchObject(
      refusal('InvalidParameterException', 'Invalid email address format.'),
    );
    await expect(ada.update({ name: 'Ada', email: '' })).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: /email is required/,
    });
    expect(await ada.attributes()).not.toHaveProperty('name');
  });
});

describe('where a new address has to be verified before it counts', () => {
  const keeping = poolUnderTest({
    pool: { aliasAttributes, autoVerifiedAttributes: ['email'], verifyBeforeUpdate: ['email'] },
  });
  beforeEach(() => keeping.aws.reset());

  it('the old one goes on until then', async () => {
    const ada = await asAda(keeping);
    expect(await ada.update({ email: NEW, name: 'Ada' })).toMatchObject({
      CodeDeliveryDetailsList: [{ Destination: 'c***@e***' }],
    });
    expect(await ada.attributes()).toMatchObject({
      email: 'ada@example.com',
      email_verified: 'true',
      name: 'Ada',
    });
    expect(await keeping.srp('ada@example.com', 'Correct-horse-1')).toHaveProperty('AuthenticationResult');
    await ada.verify(await keeping.aws.outbox.code(NEW));
    expect(await ada.attributes()).toMatchObject({ email: NEW, email_verified: 'true' });
    await expect(keeping.srp('ada@example.com', 'Correct-horse-1')).rejects.toMatchObject(
      refusal('NotAuthorizedException'),
    );
  });

  it('one that there was none before waits too, and does not count before', async () => {
    const phones = poolUnderTest({
      pool: {
        aliasAttributes,
        autoVerifiedAttributes: ['email', 'phone_number'],
        verifyBeforeUpdate: ['phone_number'],
      },
    });
    const ada = await asAda(phones);
    await ada.update({ phone_number: '+15555554444' });
    await ada.update({ name: 'Ada' });
    expect(await ada.attributes()).not.toHaveProperty('phone_number');
    await ada.verify(await phones.aws.outbox.code('+15555554444'), 'phone_number');
    expect(await ada.attributes()).toMatchObject({
      phone_number: '+15555554444',
      phone_number_verified: 'true',
    });
  });

  it('the one that waits is given up when the old one is written again', async () => {
    const ada = await asAda(keeping);
    await ada.update({ email: NEW });
    await ada.update({ email: 'ada@example.com' });
    await expect(ada.verify(await keeping.aws.outbox.code(NEW))).rejects.toMatchObject(expired);
    expect(await ada.attributes()).toMatchObject({ email: 'ada@example.com', email_verified: 'true' });
  });

  it('a code that is asked for again goes to the one that waits', async () => {
    const ada = await asAda(keeping);
    await ada.update({ email: NEW });
    expect(await ada.ask()).toMatchObject({ CodeDeliveryDetails: { Destination: 'c***@e***' } });
    const codes = keeping.aws.outbox.all(NEW).map(({ code }) => code);
    expect(codes).toHaveLength(2);
    await ada.verify(String(codes[1]));
    expect(await ada.attributes()).toMatchObject({ email: NEW });
  });
});

describe('a verification code', () => {
  it('works for a day, five wrong ones end it for a while, and ten an hour are sent', async () => {
    const ada = await asAda();
    await ada.ask();
    const right = await pool.aws.outbox.code('ada@example.com');
    for (let time = 0; time < 5; time += 1) {
      await expect(ada.verify(other(right))).rejects.toMatchObject(mismatch);
    }
    const limit = refusal('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
    await expect(ada.verify(right)).rejects.toMatchObject(limit);
    for (let time = 0; time < 9; time += 1) await ada.ask();
    await expect(ada.ask()).rejects.toMatchObject(limit);
    pool.aws.clock.advance(DAY);
    const later = await asAda();
    await expect(later.verify(await pool.aws.outbox.code('ada@example.com'))).rejects.toMatchObject(expired);
  });

  it('is sent for addresses only, and only to one that is there', async () => {
    const ada = await asAda();
    for (const name of ['name', 'sub', '__proto__', 'phone_number']) {
      await expect(ada.ask(name)).rejects.toMatchObject(refusal('InvalidParameterException'));
    }
    await expect(ada.verify('123456', 'name')).rejects.toMatchObject(refusal('InvalidParameterException'));
    await expect(ada.verify('123456')).rejects.toMatchObject(expired);
  });
});

describe('DeleteUserAttributes', () => {
  it('takes them away, an address with its flag and what it was a factor for', async () => {
    const ada = await asAda();
    await ada.update({ name: 'Ada', phone_number: '+15555554444' });
    await pool.call('SetUserMFAPreference', {
      AccessToken: ada.AccessToken,
      SMSMfaSettings: { Enabled: true, PreferredMfa: true },
    });
    expect(await ada.drop('name', 'phone_number')).toEqual({});
    expect(Object.keys(await ada.attributes()).toSorted()).toEqual(['email', 'email_verified', 'sub']);
    expect(await pool.call('GetUser', { AccessToken: ada.AccessToken })).not.toHaveProperty(
      'UserMFASettingList',
    );
  });

  it('leaves what is required or not the user’s to write', async () => {
    const ada = await asAda();
    await expect(ada.drop('email')).rejects.toMatchObject(refusal('InvalidParameterException'));
    await expect(ada.drop('sub')).rejects.toMatchObject(refusal('NotAuthorizedException'));
    await expect(ada.drop('custom:none')).rejects.toMatchObject(refusal('InvalidParameterException'));
    await expect(pool.call('DeleteUserAttributes', { AccessToken: ada.AccessToken })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
    expect(await ada.attributes()).toMatchObject({ email: 'ada@example.com' });
  });
});

describe('DeleteUser', () => {
  it('takes the user out, with the token that did it', async () => {
    const ada = await asAda();
    expect(await pool.call('DeleteUser', { AccessToken: ada.AccessToken })).toEqual({});
    await expect(pool.srp('ada', 'Correct-horse-1')).rejects.toMatchObject(refusal('NotAuthorizedException'));
    await expect(pool.call('GetUser', { AccessToken: ada.AccessToken })).rejects.toMatchObject(
      refusal('UserNotFoundException', 'User does not exist.'),
    );
  });

  it('a sign-in that had begun by then does not end as whoever takes the name', async () => {
    const { Session } = await pool.srp('linus', 'Temporary-pass-3');
    await adminOf(pool)('AdminDeleteUser', { Username: 'linus' });
    await adminOf(pool)('AdminCreateUser', { Username: 'linus', TemporaryPassword: 'Another-one-1' });
    const answers = {
      USERNAME: 'linus',
      NEW_PASSWORD: 'Mine-now-1234',
      'userAttributes.email': 'l@example.com',
    };
    await expect(pool.respond('NEW_PASSWORD_REQUIRED', answers, Session)).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Invalid session for the user.'),
    );
  });
});

describe('ChangePassword', () => {
  it('sets a first one for somebody who signed up without, and asks for it from then on', async () => {
    const passwordless = poolUnderTest({
      users: [],
      pool: { firstFactors: ['PASSWORD', 'EMAIL_OTP'] },
      client: { authFlows: ['USER_AUTH', 'USER_PASSWORD_AUTH'] },
    });
    const { aws, call, ClientId, respond, initiate } = passwordless;
    const UserAttributes = pairs({ email: 'marie@example.com' });
    await call('SignUp', { ClientId, Username: 'marie', UserAttributes });
    const ConfirmationCode = await aws.outbox.code('marie@example.com');
    await call('ConfirmSignUp', { ClientId, Username: 'marie', ConfirmationCode });
    const begun = await initiate('USER_AUTH', { USERNAME: 'marie', PREFERRED_CHALLENGE: 'EMAIL_OTP' });
    const EMAIL_OTP_CODE = await aws.outbox.code('marie@example.com');
    const { AuthenticationResult } = await respond(
      'EMAIL_OTP',
      { USERNAME: 'marie', EMAIL_OTP_CODE },
      begun.Session,
    );
    const AccessToken = AuthenticationResult?.AccessToken;
    const change = (ProposedPassword: string, PreviousPassword?: string) =>
      call('ChangePassword', { AccessToken, ProposedPassword, PreviousPassword });
    await expect(change('Polonium-84', 'Guessed-one-1')).rejects.toMatchObject(
      refusal('NotAuthorizedException'),
    );
    expect(await change('Polonium-84')).toEqual({});
    expect(await passwordless.password('marie', 'Polonium-84')).toHaveProperty('AuthenticationResult');
    await expect(change('Radium-1898')).rejects.toMatchObject(refusal('NotAuthorizedException'));
  });
});

describe('UpdateAuthEventFeedback', () => {
  const feedback = (more: Record<string, unknown> = {}) =>
    pool.call('UpdateAuthEventFeedback', {
      UserPoolId: pool.aws.config.userPoolId,
      Username: 'ada',
      EventId: '4ab1095c-fdb9-4acc-a0a7-41eb6786828d',
      FeedbackToken: 'token',
      FeedbackValue: 'Valid',
      ...more,
    });

  it('is answered as by a pool without threat protection, which there is none of yet', async () => {
    await expect(feedback()).rejects.toMatchObject(refusal('UserPoolAddOnNotEnabledException'));
  });

  it.each([
    [{ FeedbackValue: 'Perhaps' }, 'InvalidParameterException'],
    [{ FeedbackToken: undefined }, 'InvalidParameterException'],
    [{ UserPoolId: 'us-east-1_Nowhere' }, 'ResourceNotFoundException'],
    [{ Username: 'nobody' }, 'UserNotFoundException'],
  ])('refuses %j', async (more, code) => {
    await expect(feedback(more)).rejects.toMatchObject(refusal(code));
  });
});
