/** SetUserMFAPreference and its forerunner: what may be turned on, preferred, and turned off. */
import { beforeEach, describe, expect, it } from 'vitest';
import { adminOf, pairs } from './admin-client.ts';
import { poolUnderTest, type PoolUnderTest, refusal } from './pool-under-test.ts';

const pool = poolUnderTest({
  pool: { mfa: 'OPTIONAL', mfaMethods: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] },
});
beforeEach(() => pool.aws.reset());

/** Ada with a phone, and an app that is proven. */
async function equipped(one: PoolUnderTest = pool) {
  const UserAttributes = pairs({ phone_number: '+15555554444', phone_number_verified: 'true' });
  await adminOf(one)('AdminUpdateUserAttributes', { Username: 'ada', UserAttributes });
  const { AccessToken } = await one.tokens('ada', 'Correct-horse-1');
  const { SecretCode } = await one.call('AssociateSoftwareToken', { AccessToken });
  await one.call('VerifySoftwareToken', { AccessToken, UserCode: one.totp(String(SecretCode)) });
  return {
    set: (settings: Record<string, unknown>) =>
      one.call('SetUserMFAPreference', { AccessToken, ...settings }),
    legacy: (MFAOptions?: unknown) => one.call('SetUserSettings', { AccessToken, MFAOptions }),
    async state() {
      const { UserMFASettingList, PreferredMfaSetting } = await one.call('GetUser', { AccessToken });
      return { on: UserMFASettingList, preferred: PreferredMfaSetting };
    },
  };
}
const on = { Enabled: true };
const preferred = { Enabled: true, PreferredMfa: true };

describe('SetUserMFAPreference', () => {
  it('turns methods on and one of them preferred; what is left out stays', async () => {
    const ada = await equipped();
    expect(await ada.set({ SMSMfaSettings: on, SoftwareTokenMfaSettings: preferred })).toEqual({});
    await ada.set({ EmailMfaSettings: on });
    expect(await ada.state()).toEqual({
      on: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
      preferred: 'SOFTWARE_TOKEN_MFA',
    });
    await ada.set({ EmailMfaSettings: preferred });
    expect(await ada.state()).toMatchObject({ preferred: 'EMAIL_OTP' });
    await ada.set({ EmailMfaSettings: { Enabled: false }, SMSMfaSettings: { Enabled: false } });
    expect(await ada.state()).toEqual({ on: ['SOFTWARE_TOKEN_MFA'], preferred: undefined });
  });

  it('lets go of a preference alone', async () => {
    const ada = await equipped();
    await ada.set({ SMSMfaSettings: preferred });
    await ada.set({ SMSMfaSettings: { Enabled: true, PreferredMfa: false } });
    expect(await ada.state()).toEqual({ on: ['SMS_MFA'], preferred: undefined });
  });

  it('changes nothing when one wish of several is refused', async () => {
    const ada = await equipped();
    await expect(
      ada.set({ SMSMfaSettings: on, EmailMfaSettings: { Enabled: false, PreferredMfa: true } }),
    ).rejects.toMatchObject(refusal('InvalidParameterException', 'The preferred MFA must be enabled.'));
    expect(await ada.state()).toEqual({ on: undefined, preferred: undefined });
  });

  it('refuses two preferences', async () => {
    const ada = await equipped();
    await expect(ada.set({ SMSMfaSettings: preferred, EmailMfaSettings: preferred })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
  });

  it('refuses what the user has no address or app for', async () => {
    const { AccessToken } = await pool.tokens('ada', 'Correct-horse-1');
    const set = (settings: Record<string, unknown>) =>
      pool.call('SetUserMFAPreference', { AccessToken, ...settings });
    await expect(set({ SMSMfaSettings: on })).rejects.toMatchObject(
      refusal('InvalidParameterException', 'User does not have delivery config set to turn on SMS_MFA'),
    );
    await expect(set({ SoftwareTokenMfaSettings: on })).rejects.toMatchObject(
      refusal('InvalidParameterException', 'User has not verified software token mfa'),
    );
  });

  it('refuses what the pool has not', async () => {
    const off = poolUnderTest({ pool: { mfa: 'OFF', mfaMethods: ['EMAIL_OTP'] } });
    const { AccessToken } = await off.tokens('ada', 'Correct-horse-1');
    await expect(
      off.call('SetUserMFAPreference', { AccessToken, EmailMfaSettings: on }),
    ).rejects.toMatchObject(refusal('InvalidParameterException'));
    const totpOnly = await equipped(poolUnderTest());
    for (const settings of [{ SMSMfaSettings: on }, { EmailMfaSettings: on }]) {
      await expect(totpOnly.set(settings)).rejects.toMatchObject(refusal('InvalidParameterException'));
    }
    expect(await totpOnly.set({ SMSMfaSettings: { Enabled: false } })).toEqual({});
  });

  it('takes passkeys for two factors where the pool does', async () => {
    const ada = await equipped();
    await expect(ada.set({ WebAuthnMfaSettings: on })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
    const webAuthn = {
      relyingPartyId: 'localhost',
      userVerification: 'required',
      factor: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
    } as const;
    const strong = await equipped(poolUnderTest({ pool: { webAuthn } }));
    expect(await strong.set({ WebAuthnMfaSettings: on })).toEqual({});
  });

  it.each([
    [{ SMSMfaSettings: { Enabled: 'true' } }],
    [{ SMSMfaSettings: { Enabled: true, PreferredMfa: 1 } }],
    [{ SMSMfaSettings: true }],
    [{ EmailMfaSettings: [true] }],
    [{ WebAuthnMfaSettings: { Enabled: 'yes' } }],
  ])('refuses %j as another type than the API’s', async (settings) => {
    const ada = await equipped();
    await expect(ada.set(settings)).rejects.toMatchObject(refusal('SerializationException'));
    expect(await ada.state()).toEqual({ on: undefined, preferred: undefined });
  });

  it('is for whoever is signed in', async () => {
    await expect(
      pool.call('SetUserMFAPreference', { AccessToken: 'eyJhbGciOiJub25lIn0.e30.', SMSMfaSettings: on }),
    ).rejects.toMatchObject(refusal('NotAuthorizedException'));
  });
});

describe('SetUserSettings', () => {
  it('turns SMS on and off, and knows nothing else', async () => {
    const ada = await equipped();
    await ada.legacy([{ AttributeName: 'phone_number', DeliveryMedium: 'SMS' }]);
    expect(await ada.state()).toMatchObject({ on: ['SMS_MFA'] });
    await ada.legacy([]);
    expect(await ada.state()).toMatchObject({ on: undefined });
    for (const options of [[{ AttributeName: 'email', DeliveryMedium: 'EMAIL' }], undefined]) {
      await expect(ada.legacy(options)).rejects.toMatchObject(refusal('InvalidParameterException'));
    }
  });
});
