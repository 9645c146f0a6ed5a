/** ForgotPassword: the code, its expiry, its limits and its delivery. */
import { beforeEach, describe, expect, it } from 'vitest';
import { wrongCode } from '../../support/codes.ts';
import { HOUR, poolUnderTest, refusal, wrongPassword } from './pool-under-test.ts';

const pool = poolUnderTest();
const { aws, call, ClientId } = pool;
beforeEach(() => aws.reset());

const forgot = (Username = 'ada') => call('ForgotPassword', { ClientId, Username });
const confirm = (ConfirmationCode: string, Password = 'Another-horse-2', Username = 'ada') =>
  call('ConfirmForgotPassword', { ClientId, Username, ConfirmationCode, Password });
const code = () => aws.outbox.code('ada@example.com');

describe('a forgotten password', () => {
  it('the mailed code sets a new password; the old password and the code stop working', async () => {
    expect(await forgot('ada@example.com')).toEqual({
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
    });
    expect(aws.outbox.all().at(-1)).toMatchObject({ purpose: 'ForgotPassword' });
    const rightCode = await code();
    expect(await confirm(rightCode)).toEqual({});
    expect(await pool.srp('ada', 'Another-horse-2')).toHaveProperty('AuthenticationResult');
    await expect(pool.srp('ada', 'Correct-horse-1')).rejects.toMatchObject(wrongPassword);
    await expect(confirm(rightCode, 'Third-horse-3')).rejects.toMatchObject(refusal('CodeMismatchException'));
  });

  it('a refused new password leaves the code valid', async () => {
    await forgot();
    const rightCode = await code();
    await expect(confirm(rightCode, 'short')).rejects.toMatchObject(refusal('InvalidPasswordException'));
    expect(await confirm(rightCode)).toEqual({});
  });

  it('a wrong code is refused; after five of them also the right one, for 15 minutes', async () => {
    await forgot();
    const rightCode = await code();
    for (let time = 0; time < 5; time += 1) {
      await expect(confirm(wrongCode(rightCode))).rejects.toMatchObject(refusal('CodeMismatchException'));
    }
    await expect(confirm(rightCode)).rejects.toMatchObject(refusal('LimitExceededException'));
    // A new code does not reset the count of wrong ones.
    await forgot();
    await expect(confirm(await code())).rejects.toMatchObject(refusal('LimitExceededException'));
    aws.clock.advance(15 * 60);
    expect(await confirm(await code())).toEqual({});
  });

  it('the code expires after one hour', async () => {
    await forgot();
    aws.clock.advance(HOUR - 1);
    const rightCode = await code();
    await expect(confirm(wrongCode(rightCode))).rejects.toMatchObject(refusal('CodeMismatchException'));
    aws.clock.advance(1);
    await expect(confirm(rightCode)).rejects.toMatchObject(
      refusal('ExpiredCodeException', 'Invalid code provided, please request a code again.'),
    );
  });

  it('a user with an unverified address or a temporary password gets no code', async () => {
    const ownPool = poolUnderTest({
      client: { preventUserExistenceErrors: 'LEGACY' },
      users: [
        { email: 'new@example.com', password: 'Brand-new-1', confirmed: false },
        { email: 'temp@example.com', password: 'Brand-new-1', mustChangePassword: true },
      ],
    });
    await expect(
      ownPool.call('ForgotPassword', { ClientId: ownPool.ClientId, Username: 'new' }),
    ).rejects.toMatchObject(
      refusal(
        'InvalidParameterException',
        'Cannot reset password for the user as there is no registered/verified email or phone_number',
      ),
    );
    await expect(
      ownPool.call('ForgotPassword', { ClientId: ownPool.ClientId, Username: 'temp' }),
    ).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'User password cannot be reset in the current state.'),
    );
  });

  it('a client that hides existence reports a delivery for an unverified address, and mails nothing', async () => {
    const ownPool = poolUnderTest({
      users: [{ email: 'new@example.com', password: 'Brand-new-1', confirmed: false }],
    });
    expect(
      await ownPool.call('ForgotPassword', { ClientId: ownPool.ClientId, Username: 'new' }),
    ).toMatchObject({
      CodeDeliveryDetails: { DeliveryMedium: 'EMAIL' },
    });
    expect(ownPool.aws.outbox.all()).toEqual([]);
  });
});

describe('the delivery of the code', () => {
  const user = { email: 'ada@example.com', phone: '+15555554444', password: 'Correct-horse-1' };
  const mediumOf = async (options: Parameters<typeof poolUnderTest>[0]) => {
    const ownPool = poolUnderTest({ users: [user], ...options });
    const { CodeDeliveryDetails } = await ownPool.call('ForgotPassword', {
      ClientId: ownPool.ClientId,
      Username: 'ada',
    });
    return (CodeDeliveryDetails as { DeliveryMedium: string }).DeliveryMedium;
  };

  it('the code goes to the email address first, unless accountRecovery says otherwise', async () => {
    expect(await mediumOf({})).toBe('EMAIL');
    expect(await mediumOf({ pool: { accountRecovery: ['phone_number', 'email'] } })).toBe('SMS');
  });

  it('the code does not go to the phone that is the MFA method', async () => {
    const settings = { accountRecovery: ['phone_number', 'email'], mfaMethods: ['SMS_MFA'] } as const;
    expect(await mediumOf({ pool: settings, users: [{ ...user, mfa: ['SMS_MFA'] }] })).toBe('EMAIL');
  });
});
