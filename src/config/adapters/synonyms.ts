/** Maps the words of Cognito, Amplify and the CDK to the kit's own. */
import type { AuthFlow, Factor } from '../../protocol/factors.ts';
import type { IdentityProviderName, MfaSettings, SignInAlias } from '../pool-settings.ts';

/** The kit's words by the letters of their synonyms, in lower case. */
export type Synonyms<Word> = Readonly<Record<string, Word>>;

/**
 * Looks a word up by its letters alone: `PHONE_NUMBER`, `phoneNumber` and `phone-number` are the same.
 * @returns the kit's word; undefined for an unknown one
 */
export function lookUp<Word>(synonyms: Synonyms<Word>, word: string): Word | undefined {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  return Object.hasOwn(synonyms, letters) ? synonyms[letters] : undefined;
}

/** Lists the kit's words for an error. */
export const listWords = (synonyms: Synonyms<string>): string =>
  [...new Set(Object.values(synonyms))].join(', ');

export const aliasSynonyms: Synonyms<SignInAlias> = {
  username: 'username',
  email: 'email',
  phonenumber: 'phone_number',
  phone: 'phone_number',
  preferredusername: 'preferred_username',
};

export const mfaStatusSynonyms: Synonyms<MfaSettings['status']> = {
  none: 'off',
  off: 'off',
  optional: 'optional',
  required: 'required',
  on: 'required',
};

export const mfaMethodSynonyms: Synonyms<MfaSettings['methods'][number]> = {
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

export const authFlowSynonyms: Synonyms<AuthFlow> = {
  usersrpauth: 'USER_SRP_AUTH',
  userpasswordauth: 'USER_PASSWORD_AUTH',
  customauth: 'CUSTOM_WITHOUT_SRP',
  customwithoutsrp: 'CUSTOM_WITHOUT_SRP',
  customwithsrp: 'CUSTOM_WITH_SRP',
  userauth: 'USER_AUTH',
};

export const factorSynonyms: Synonyms<Factor> = {
  password: 'password',
  passwordsrp: 'password',
  passkey: 'passkey',
  webauthn: 'passkey',
  emailotp: 'emailCode',
  emailcode: 'emailCode',
  smsotp: 'smsCode',
  smscode: 'smsCode',
};

/** The social providers. Any other name is that of a SAML or OIDC provider. */
export const providerSynonyms: Synonyms<IdentityProviderName> = {
  google: 'Google',
  facebook: 'Facebook',
  loginwithamazon: 'LoginWithAmazon',
  amazon: 'LoginWithAmazon',
  signinwithapple: 'SignInWithApple',
  apple: 'SignInWithApple',
};
