/** A first factor, by the kit's name. https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html */
export type Factor = 'password' | 'passkey' | 'emailCode' | 'smsCode';

/** A second factor. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html */
export type MfaMethod = 'totp' | 'emailCode' | 'smsCode';

/**
 * How a sign-in begins, by AWS's constants:
 * - `USER_SRP_AUTH`: the password is proven by SRP and never sent.
 * - `USER_PASSWORD_AUTH`: the password is sent, over TLS. A user migration trigger needs it.
 * - `USER_AUTH`: Cognito offers the first factors that the user has.
 * - `CUSTOM_WITHOUT_SRP`, `CUSTOM_WITH_SRP`: Amplify's names for CUSTOM_AUTH, where triggers define the challenges; the
 *   second one proves the password first.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
export type AuthFlow =
  | 'USER_SRP_AUTH'
  | 'USER_PASSWORD_AUTH'
  | 'USER_AUTH'
  | 'CUSTOM_WITHOUT_SRP'
  | 'CUSTOM_WITH_SRP';

/** First factors by their names on the wire. A password's is the protocol that does not send it. */
export const wireFactors: Readonly<Record<Factor, string>> = {
  password: 'PASSWORD_SRP',
  passkey: 'WEB_AUTHN',
  emailCode: 'EMAIL_OTP',
  smsCode: 'SMS_OTP',
};
