/** SetUserMFAPreference and SetUserSettings: the MFA methods that a user may enable, prefer and disable. */
import { beforeEach, describe, expect, it } from 'vitest';
import { adminOf, pairs } from '../../support/user-pool-requests.ts';
import { poolUnderTest, type PoolUnderTest, refusal } from './pool-under-test.ts';

const pool = poolUnderTest({
  pool: { mfa: 'OPTIONAL', mfaMethods: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] },
});
beforeEach(() => pool.aws.reset());

/** Gives Ada a verified phone number and a verified TOTP app; returns her calls. */
async function adaWithPhoneAndApp(targetPool: PoolUnderTest = pool) {
  const UserAttributes = pairs({ phone_number: '+15555554444', phone_number_verified: 'true' });
  await adminOf(targetPool)('AdminUpdateUserAttributes', { Username: 'ada', UserAttributes });
  const { AccessToken } = await targetPool.tokens('ada', 'Correct-horse-1');
  const { SecretCode } = await targetPool.call('AssociateSoftwareToken', { AccessToken });
  await targetPool.call('VerifySoftwareToken', {
    AccessToken,
    UserCode: targetPool.totp(String(SecretCode)),
  });
  return {
    set: (settings: Record<string, unknown>) =>
      targetPool.call('SetUserMFAPreference', { AccessToken, ...settings }),
    legacy: (MFAOptions?: unknown) => targetPool.call('SetUserSettings', { AccessToken, MFAOptions }),
    async state() {
      const { UserMFASettingList, PreferredMfaSetting } = await targetPool.call('GetUser', { AccessToken });
      return { on: UserMFASettingList, preferred: PreferredMfaSetting };
    },
  };
}
const enabled = { Enabled: true };
const preferred = { Enabled: true, PreferredMfa: true };

describe('SetUserMFAPreference', () => {
  it('methods are enabled and one is preferred; omitted methods stay unchanged', async () => {
    const ada = await adaWithPhoneAndApp();
    expect(await ada.set({ SMSMfaSettings: enabled, SoftwareTokenMfaSettings: preferred })).toEqual({});
    await ada.set({ EmailMfaSettings: enabled });
    expect(await ada.state()).toEqual({
      on: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
      preferred: 'SOFTWARE_TOKEN_MFA',
    });
    await ada.set({ EmailMfaSettings: preferred });
    expect(await ada.state()).toMatchObject({ preferred: 'EMAIL_OTP' });
    await ada.set({ EmailMfaSettings: { Enabled: false }, SMSMfaSettings: { Enabled: false } });
    expect(await ada.state()).toEqual({ on: ['SOFTWARE_TOKEN_MFA'], preferred: undefined });
  });

  it('a preference can be removed while the method stays enabled', async () => {
    const ada = await adaWithPhoneAndApp();
    await ada.set({ SMSMfaSettings: preferred });
    await ada.set({ SMSMfaSettings: { Enabled: true, PreferredMfa: false } });
    expect(await ada.state()).toEqual({ on: ['SMS_MFA'], preferred: undefined });
  });

  it('nothing changes if one of several settings is refused', async () => {
    const ada = await adaWithPhoneAndApp();
    await expect(
      ada.set({ SMSMfaSettings: enabled, EmailMfaSettings: { Enabled: false, PreferredMfa: true } }),
    ).rejects.toMatchObject(refusal('InvalidParameterException', 'The preferred MFA must be enabled.'));
    expect(await ada.state()).toEqual({ on: undefined, preferred: undefined });
  });

  it('two preferred methods are refused', async () => {
    const ada = await adaWithPhoneAndApp();
    await expect(ada.set({ SMSMfaSettings: preferred, EmailMfaSettings: preferred })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
  });

  it('a method without an address or a verified app is refused', async () => {
    const { AccessToken } = await pool.tokens('ada', 'Correct-horse-1');
    const set = (settings: Record<string, unknown>) =>
      pool.call('SetUserMFAPreference', { AccessToken, ...settings });
    await expect(set({ SMSMfaSettings: enabled })).rejects.toMatchObject(
      refusal('InvalidParameterException', 'User does not have delivery config set to turn on SMS_MFA'),
    );
    await expect(set({ SoftwareTokenMfaSettings: enabled })).rejects.toMatchObject(
      refusal('InvalidParameterException', 'User has not verified software token mfa'),
    );
  });

  it('a method that the pool does not have is refused, but may be disabled', async () => {
    const poolWithoutMfa = poolUnderTest({ pool: { mfa: 'OFF', mfaMethods: ['EMAIL_OTP'] } });
    const { AccessToken } = await poolWithoutMfa.tokens('ada', 'Correct-horse-1');
    await expect(
      poolWithoutMfa.call('SetUserMFAPreference', { AccessToken, EmailMfaSettings: enabled }),
    ).rejects.toMatchObject(refusal('InvalidParameterException'));
    const adaOfTotpPool = await adaWithPhoneAndApp(poolUnderTest());
    for (const settings of [{ SMSMfaSettings: enabled }, { EmailMfaSettings: enabled }]) {
      await expect(adaOfTotpPool.set(settings)).rejects.toMatchObject(refusal('InvalidParameterException'));
    }
    expect(await adaOfTotpPool.set({ SMSMfaSettings: { Enabled: false } })).toEqual({});
  });

  it('WebAuthnMfaSettings requires a pool where a passkey counts as two factors', async () => {
    const ada = await adaWithPhoneAndApp();
    await expect(ada.set({ WebAuthnMfaSettings: enabled })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
    const webAuthn = {
      relyingPartyId: 'localhost',
      userVerification: 'required',
      factor: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
    } as const;
    const adaOfStrongPool = await adaWithPhoneAndApp(poolUnderTest({ pool: { webAuthn } }));
    expect(await adaOfStrongPool.set({ WebAuthnMfaSettings: enabled })).toEqual({});
  });

  it.each([
    [{ SMSMfaSettings: { Enabled: 'true' } }],
    [{ SMSMfaSettings: { Enabled: true, PreferredMfa: 1 } }],
    [{ SMSMfaSettings: true }],
    [{ EmailMfaSettings: [true] }],
    [{ WebAuthnMfaSettings: { Enabled: 'yes' } }],
  ])("settings of another type than the API's are refused: %j", async (settings) => {
    const ada = await adaWithPhoneAndApp();
    await expect(ada.set(settings)).rejects.toMatchObject(refusal('SerializationException'));
    expect(await ada.state()).toEqual({ on: undefined, preferred: undefined });
  });

  it('an invalid access token is refused', async () => {
    await expect(
      pool.call('SetUserMFAPreference', { AccessToken: 'eyJhbGciOiJub25lIn0.e30.', SMSMfaSettings: enabled }),
    ).rejects.toMatchObject(refusal('NotAuthorizedException'));
  });
});

describe('SetUserSettings', () => {
  it('SMS can be enabled and disabled; other options are refused', async () => {
    const ada = await adaWithPhoneAndApp();
    await ada.legacy([{ AttributeName: 'phone_number', DeliveryMedium: 'SMS' }]);
    expect(await ada.state()).toMatchObject({ on: ['SMS_MFA'] });
    await ada.legacy([]);
    expect(await ada.state()).toMatchObject({ on: undefined });
    for (const options of [[{ AttributeName: 'email', DeliveryMedium: 'EMAIL' }], undefined]) {
      await expect(ada.legacy(options)).rejects.toMatchObject(refusal('InvalidParameterException'));
    }
  });
});
