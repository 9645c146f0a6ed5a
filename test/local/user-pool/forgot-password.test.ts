/** A forgotten password: the code, its end and its count. */
import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, poolUnderTest, refusal, wrongPassword } from './pool-under-test.ts';

const pool = poolUnderTest();
const { aws, call, ClientId } = pool;
beforeEach(() => aws.reset());

const forgot = (Username = 'ada') => call('ForgotPassword', { ClientId, Username });
const confirm = (ConfirmationCode: string, Password = 'Another-horse-2', Username = 'ada') =>
  call('ConfirmForgotPassword', { ClientId, Username, ConfirmationCode, Password });
const code = () => aws.outbox.code('ada@example.com');
const other = (given: string) => (given === '000000' ? '000001' : '000000');

describe('a forgotten password', () => {
  it('is replaced with the code that was mailed; the old one and the code are worth nothing then', async () => {
    expect(await forgot('ada@example.com')).toEqual({
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
    });
    expect(aws.outbox.all().at(-1)).toMatchObject({ purpose: 'ForgotPassword' });
    const right = await code();
    expect(await confirm(right)).toEqual({});
    expect(await pool.srp('ada', 'Another-horse-2')).toHaveProperty('AuthenticationResult');
    await expect(pool.srp('ada', 'Correct-horse-1')).rejects.toMatchObject(wrongPassword);
    await expect(confirm(right, 'Third-horse-3')).rejects.toMatchObject(refusal('CodeMismatchException'));
  });

  it('keeps the code when the new password is refused', async () => {
    await forgot();
    const right = await code();
    await expect(confirm(right, 'short')).rejects.toMatchObject(refusal('InvalidPasswordException'));
    expect(await confirm(right)).toEqual({});
  });

  it('refuses a wrong code, and after five of them the right one too, for a while', async () => {
    await forgot();
    const right = await code();
    for (let time = 0; time < 5; time += 1) {
      await expect(confirm(other(right))).rejects.toMatchObject(refusal('CodeMismatchException'));
    }
    await expect(confirm(right)).rejects.toMatchObject(refusal('LimitExceededException'));
    // A new code is no way around the count.
    await forgot();
    await expect(confirm(await code())).rejects.toMatchObject(refusal('LimitExceededException'));
    aws.clock.advance(15 * 60);
    expect(await confirm(await code())).toEqual({});
  });

  it('has an hour to use the code', async () => {
    await forgot();
    aws.clock.advance(HOUR - 1);
    const right = await code();
    await expect(confirm(other(right))).rejects.toMatchObject(refusal('CodeMismatchException'));
    aws.clock.advance(1);
    await expect(confirm(right)).rejects.toMatchObject(
      refusal('ExpiredCodeException', 'Invalid code provided, please request a code again.'),
    );
  });

  it('is no way in for somebody whose address is not verified or who never had a password of their own', async () => {
    const one = poolUnderTest({
      client: { preventUserExistenceErrors: 'LEGACY' },
      users: [
        { email: 'new@example.com', password: 'Brand-new-1', confirmed: false },
        { email: 'temp@example.com', password: 'Brand-new-1', mustChangePassword: true },
      ],
    });
    await expect(
      one.call('ForgotPassword', { ClientId: one.ClientId, Username: 'new' }),
    ).rejects.toMatchObject(
      refusal(
        'InvalidParameterException',
        'Cannot reset password for the user as there is no registered/verified email or phone_number',
      ),
    );
    await expect(
      one.call('ForgotPassword', { ClientId: one.ClientId, Username: 'temp' }),
    ).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'User password cannot be reset in the current state.'),
    );
  });

  it('says that a code was sent, where existence is hidden, to somebody whose address is not verified', async () => {
    const one = poolUnderTest({
      users: [{ email: 'new@example.com', password: 'Brand-new-1', confirmed: false }],
    });
    expect(await one.call('ForgotPassword', { ClientId: one.ClientId, Username: 'new' })).toMatchObject({
      CodeDeliveryDetails: { DeliveryMedium: 'EMAIL' },
    });
    expect(one.aws.outbox.all()).toEqual([]);
  });
});

describe('where the code goes', () => {
  const user = { email: 'ada@example.com', phone: '+15555554444', password: 'Correct-horse-1' };
  const mediumOf = async (options: Parameters<typeof poolUnderTest>[0]) => {
    const one = poolUnderTest({ users: [user], ...options });
    const { CodeDeliveryDetails } = await one.call('ForgotPassword', {
      ClientId: one.ClientId,
      Username: 'ada',
    });
    return (CodeDeliveryDetails as { DeliveryMedium: string }).DeliveryMedium;
  };

  it('is the mailbox before the phone, unless the pool says otherwise', async () => {
    expect(await mediumOf({})).toBe('EMAIL');
    expect(await mediumOf({ pool: { accountRecovery: ['phone_number', 'email'] } })).toBe('SMS');
  });

  it('is no phone that is the second factor already', async () => {
    const settings = { accountRecovery: ['phone_number', 'email'], mfaMethods: ['SMS_MFA'] } as const;
    expect(await mediumOf({ pool: settings, users: [{ ...user, mfa: ['SMS_MFA'] }] })).toBe('EMAIL');
  });
});
