/** Attributes of a user: updating, verifying and deleting them, and deleting the user. */
import { beforeEach, describe, expect, it } from 'vitest';
import { adminOf, pairs, recordOf } from '../../support/user-pool-requests.ts';
import { wrongCode } from '../../support/codes.ts';
import {
  DAY,
  invalidToken,
  poolUnderTest,
  type PoolUnderTest,
  refusal,
  userNotFound,
} from './pool-under-test.ts';

const aliasAttributes = ['email', 'phone_number'] as const;
const pool = poolUnderTest({
  pool: { aliasAttributes, autoVerifiedAttributes: ['email'], mfaMethods: ['SMS_MFA', 'EMAIL_OTP'] },
});
beforeEach(() => pool.aws.reset());

const NEW = 'countess@example.com';
const mismatch = refusal('CodeMismatchException', 'Invalid verification code provided, please try again.');
const expired = refusal('ExpiredCodeException', 'Invalid code provided, please request a code again.');

async function asAda(targetPool: PoolUnderTest = pool) {
  const { AccessToken } = await targetPool.tokens('ada', 'Correct-horse-1');
  return {
    AccessToken,
    update: (attributes: Record<string, string>) =>
      targetPool.call('UpdateUserAttributes', { AccessToken, UserAttributes: pairs(attributes) }),
    verify: (Code: string, AttributeName = 'email') =>
      targetPool.call('VerifyUserAttribute', { AccessToken, AttributeName, Code }),
    requestCode: (AttributeName = 'email') =>
      targetPool.call('GetUserAttributeVerificationCode', { AccessToken, AttributeName }),
    deleteAttributes: (...UserAttributeNames: string[]) =>
      targetPool.call('DeleteUserAttributes', { AccessToken, UserAttributeNames }),
    attributes: async () => recordOf((await targetPool.call('GetUser', { AccessToken }))['UserAttributes']),
  };
}

describe('UpdateUserAttributes', () => {
  it('plain attributes are written, and an empty value deletes one', async () => {
    const ada = await asAda();
    expect(await ada.update({ name: 'Ada', nickname: 'Countess' })).toEqual({ CodeDeliveryDetailsList: [] });
    await ada.update({ nickname: '' });
    expect(await ada.attributes()).toMatchObject({ name: 'Ada' });
    expect(await ada.attributes()).not.toHaveProperty('nickname');
  });

  it('a new address is unverified and no alias until its code is entered', async () => {
    const ada = await asAda();
    expect(await ada.update({ email: NEW })).toEqual({
      CodeDeliveryDetailsList: [
        { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'c***@e***' },
      ],
    });
    expect(await ada.attributes()).toMatchObject({ email: NEW, email_verified: 'false' });
    await expect(pool.srp(NEW, 'Correct-horse-1')).rejects.toMatchObject(refusal('NotAuthorizedException'));
    const rightCode = await pool.aws.outbox.code(NEW);
    await expect(ada.verify(wrongCode(rightCode))).rejects.toMatchObject(mismatch);
    expect(await ada.verify(rightCode)).toEqual({});
    expect(await ada.attributes()).toMatchObject({ email: NEW, email_verified: 'true' });
    expect(await pool.srp(NEW, 'Correct-horse-1')).toHaveProperty('AuthenticationResult');
    await expect(ada.verify(rightCode)).rejects.toMatchObject(expired);
  });

  it('an unchanged address stays verified and no code is sent', async () => {
    const ada = await asAda();
    expect(await ada.update({ email: 'ada@example.com' })).toEqual({ CodeDeliveryDetailsList: [] });
    expect(await ada.attributes()).toMatchObject({ email_verified: 'true' });
    expect(pool.aws.outbox.all()).toEqual([]);
  });

  it('an address that is not verified automatically gets its code on request', async () => {
    const ada = await asAda();
    expect(await ada.update({ phone_number: '+15555554444' })).toEqual({ CodeDeliveryDetailsList: [] });
    expect(await ada.requestCode('phone_number')).toEqual({
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

  it('the code of one address does not verify another one', async () => {
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

  it('an address that another user has verified can be written but not verified', async () => {
    const ada = await asAda();
    await ada.update({ email: 'grace@example.com' });
    await expect(ada.verify(await pool.aws.outbox.code('grace@example.com'))).rejects.toMatchObject(
      refusal('AliasExistsException', 'An account with the email already exists.'),
    );
    expect(await adminOf(pool)('AdminGetUser', { Username: 'grace@example.com' })).toMatchObject({
      Username: 'grace',
    });
  });

  it('fault 80 (protected attributes): a user cannot write sub or email_verified', async () => {
    const ada = await asAda();
    for (const attributes of [{ sub: 'x' }, { email_verified: 'true' }, { phone_number_verified: 'true' }]) {
      await expect(ada.update(attributes)).rejects.toMatchObject(
        refusal('NotAuthorizedException', 'A client attempted to write unauthorized attribute'),
      );
    }
  });

  it('an update with one invalid attribute changes nothing', async () => {
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

describe('an address that must be verified before the update', () => {
  const poolWithPendingUpdates = poolUnderTest({
    pool: { aliasAttributes, autoVerifiedAttributes: ['email'], verifyBeforeUpdate: ['email'] },
  });
  beforeEach(() => poolWithPendingUpdates.aws.reset());

  it('the old address stays in use until the new one is verified', async () => {
    const ada = await asAda(poolWithPendingUpdates);
    expect(await ada.update({ email: NEW, name: 'Ada' })).toMatchObject({
      CodeDeliveryDetailsList: [{ Destination: 'c***@e***' }],
    });
    expect(await ada.attributes()).toMatchObject({
      email: 'ada@example.com',
      email_verified: 'true',
      name: 'Ada',
    });
    expect(await poolWithPendingUpdates.srp('ada@example.com', 'Correct-horse-1')).toHaveProperty(
      'AuthenticationResult',
    );
    await ada.verify(await poolWithPendingUpdates.aws.outbox.code(NEW));
    expect(await ada.attributes()).toMatchObject({ email: NEW, email_verified: 'true' });
    await expect(poolWithPendingUpdates.srp('ada@example.com', 'Correct-horse-1')).rejects.toMatchObject(
      refusal('NotAuthorizedException'),
    );
  });

  it('a first address is also not stored until it is verified', async () => {
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

  it('writing the old address again discards the pending one', async () => {
    const ada = await asAda(poolWithPendingUpdates);
    await ada.update({ email: NEW });
    await ada.update({ email: 'ada@example.com' });
    await expect(ada.verify(await poolWithPendingUpdates.aws.outbox.code(NEW))).rejects.toMatchObject(
      expired,
    );
    expect(await ada.attributes()).toMatchObject({ email: 'ada@example.com', email_verified: 'true' });
  });

  it('a code that is requested again goes to the pending address', async () => {
    const ada = await asAda(poolWithPendingUpdates);
    await ada.update({ email: NEW });
    expect(await ada.requestCode()).toMatchObject({ CodeDeliveryDetails: { Destination: 'c***@e***' } });
    const codes = poolWithPendingUpdates.aws.outbox.all(NEW).map(({ code }) => code);
    expect(codes).toHaveLength(2);
    await ada.verify(String(codes[1]));
    expect(await ada.attributes()).toMatchObject({ email: NEW });
  });
});

describe('a verification code', () => {
  it('a code expires after a day; five wrong codes lock it, and ten an hour are sent', async () => {
    const ada = await asAda();
    await ada.requestCode();
    const rightCode = await pool.aws.outbox.code('ada@example.com');
    for (let time = 0; time < 5; time += 1) {
      await expect(ada.verify(wrongCode(rightCode))).rejects.toMatchObject(mismatch);
    }
    const limit = refusal('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
    await expect(ada.verify(rightCode)).rejects.toMatchObject(limit);
    for (let time = 0; time < 9; time += 1) await ada.requestCode();
    await expect(ada.requestCode()).rejects.toMatchObject(limit);
    pool.aws.clock.advance(DAY);
    const afterOneDay = await asAda();
    await expect(afterOneDay.verify(await pool.aws.outbox.code('ada@example.com'))).rejects.toMatchObject(
      expired,
    );
  });

  it('codes are sent only for addresses that the user has', async () => {
    const ada = await asAda();
    for (const name of ['name', 'sub', '__proto__', 'phone_number']) {
      await expect(ada.requestCode(name)).rejects.toMatchObject(refusal('InvalidParameterException'));
    }
    await expect(ada.verify('123456', 'name')).rejects.toMatchObject(refusal('InvalidParameterException'));
    await expect(ada.verify('123456')).rejects.toMatchObject(expired);
  });
});

describe('DeleteUserAttributes', () => {
  it('attributes are deleted, an address with its verified flag and its MFA method', async () => {
    const ada = await asAda();
    await ada.update({ name: 'Ada', phone_number: '+15555554444' });
    await pool.call('SetUserMFAPreference', {
      AccessToken: ada.AccessToken,
      SMSMfaSettings: { Enabled: true, PreferredMfa: true },
    });
    expect(await ada.deleteAttributes('name', 'phone_number')).toEqual({});
    expect(Object.keys(await ada.attributes()).toSorted()).toEqual(['email', 'email_verified', 'sub']);
    expect(await pool.call('GetUser', { AccessToken: ada.AccessToken })).not.toHaveProperty(
      'UserMFASettingList',
    );
  });

  it('required and protected attributes cannot be deleted', async () => {
    const ada = await asAda();
    await expect(ada.deleteAttributes('email')).rejects.toMatchObject(refusal('InvalidParameterException'));
    await expect(ada.deleteAttributes('sub')).rejects.toMatchObject(refusal('NotAuthorizedException'));
    await expect(ada.deleteAttributes('custom:none')).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
    await expect(pool.call('DeleteUserAttributes', { AccessToken: ada.AccessToken })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
    expect(await ada.attributes()).toMatchObject({ email: 'ada@example.com' });
  });
});

describe('DeleteUser', () => {
  it('the user is deleted and the token stops working', async () => {
    const ada = await asAda();
    expect(await pool.call('DeleteUser', { AccessToken: ada.AccessToken })).toEqual({});
    await expect(pool.srp('ada', 'Correct-horse-1')).rejects.toMatchObject(refusal('NotAuthorizedException'));
    await expect(pool.call('GetUser', { AccessToken: ada.AccessToken })).rejects.toMatchObject(userNotFound);
  });

  it('a sign-in that began before does not continue as a new user of the same name', async () => {
    const { Session } = await pool.srp('linus', 'Temporary-pass-3');
    await adminOf(pool)('AdminDeleteUser', { Username: 'linus' });
    await adminOf(pool)('AdminCreateUser', { Username: 'linus', TemporaryPassword: 'Another-one-1' });
    const answers = {
      USERNAME: 'linus',
      NEW_PASSWORD: 'Mine-now-1234',
      'userAttributes.email': 'l@example.com',
    };
    await expect(pool.respond('NEW_PASSWORD_REQUIRED', answers, Session)).rejects.toMatchObject(invalidToken);
  });
});

describe('ChangePassword without a password', () => {
  it('a user without a password can set a first one, and needs it from then on', async () => {
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
    const otpChallenge = await initiate('USER_AUTH', { USERNAME: 'marie', PREFERRED_CHALLENGE: 'EMAIL_OTP' });
    const EMAIL_OTP_CODE = await aws.outbox.code('marie@example.com');
    const { AuthenticationResult } = await respond(
      'EMAIL_OTP',
      { USERNAME: 'marie', EMAIL_OTP_CODE },
      otpChallenge.Session,
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

  it('the operation is refused, because no pool has threat protection yet', async () => {
    await expect(feedback()).rejects.toMatchObject(refusal('UserPoolAddOnNotEnabledException'));
  });

  it.each([
    [{ FeedbackValue: 'Perhaps' }, 'InvalidParameterException'],
    [{ FeedbackToken: undefined }, 'InvalidParameterException'],
    [{ UserPoolId: 'us-east-1_Nowhere' }, 'ResourceNotFoundException'],
    [{ Username: 'nobody' }, 'UserNotFoundException'],
  ])('the input %j is refused', async (more, code) => {
    await expect(feedback(more)).rejects.toMatchObject(refusal(code));
  });
});
