/** A way to prove who one is, in place of a password. https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html */
export type Factor = 'password' | 'passkey' | 'emailCode' | 'smsCode';
