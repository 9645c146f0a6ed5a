/** The words of Cognito, Amplify and the CDK for the same things, and ours. */
import type { AuthFlow, Factor } from '../../protocol/factors.ts';
import type { IdentityProviderName, MfaSettings, SignInAlias } from '../pool-settings.ts';

/** Words are compared by their letters: `PHONE_NUMBER`, `phoneNumber` and `phone-number` are one. */
export function wordIn<Word>(words: Readonly<Record<string, Word>>, said: string): Word | undefined {
  const letters = said.toLowerCase().replace(/[^a-z]/g, '');
  return Object.hasOwn(words, letters) ? words[letters] : undefined;
}

export const aliasWords: Readonly<Record<string, SignInAlias>> = {
  username: 'username',
  email: 'email',
  phonenumber: 'phone_number',
  phone: 'phone_number',
  preferredusername: 'preferred_username',
};

export const mfaStatusWords: Readonly<Record<string, MfaSettings['status']>> = {
  none: 'off',
  off: 'off',
  optional: 'optional',
  required: 'required',
  on: 'required',
};

export const mfaMethodWords: Readonly<Record<string, MfaSettings['methods'][number]>> = {
  totp: 'totp',
  softwaretokenmfa: 'totp',
  sms: 'smsCode',
  smsmfa: 'smsCode',
  smscode: 'smsCode',
  email: 'emailCode',
  emailotp: 'emailCode',
  emailmfa: 'emailCode',
  emailcode: 'emailCode',
};

export const authFlowWords: Readonly<Record<string, AuthFlow>> = {
  srp: 'USER_SRP_AUTH',
  usersrpauth: 'USER_SRP_AUTH',
  password: 'USER_PASSWORD_AUTH',
  userpasswordauth: 'USER_PASSWORD_AUTH',
  custom: 'CUSTOM_WITHOUT_SRP',
  customauth: 'CUSTOM_WITHOUT_SRP',
  customwithoutsrp: 'CUSTOM_WITHOUT_SRP',
  customsrp: 'CUSTOM_WITH_SRP',
  customwithsrp: 'CUSTOM_WITH_SRP',
  choice: 'USER_AUTH',
  userauth: 'USER_AUTH',
};

export const factorWords: Readonly<Record<string, Factor>> = {
  password: 'password',
  passwordsrp: 'password',
  passkey: 'passkey',
  webauthn: 'passkey',
  emailotp: 'emailCode',
  emailcode: 'emailCode',
  smsotp: 'smsCode',
  smscode: 'smsCode',
};

/** A name that is not here is a SAML or OIDC provider's. */
export const providerWords: Readonly<Record<string, IdentityProviderName>> = {
  google: 'Google',
  facebook: 'Facebook',
  loginwithamazon: 'LoginWithAmazon',
  amazon: 'LoginWithAmazon',
  signinwithapple: 'SignInWithApple',
  apple: 'SignInWithApple',
};
