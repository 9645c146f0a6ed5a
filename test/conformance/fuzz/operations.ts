/** The user pool's operations by the authorization that AWS requires. https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-public-server-side.html */

/** Operations without authorization. */
export const publicOperations = [
  'SignUp',
  'ConfirmSignUp',
  'ResendConfirmationCode',
  'ForgotPassword',
  'ConfirmForgotPassword',
  'InitiateAuth',
  'RespondToAuthChallenge',
  'GetTokensFromRefreshToken',
  'RevokeToken',
  'UpdateAuthEventFeedback',
] as const;

/** Operations with an access token. Two of them accept a sign-in's `Session` instead. */
export const tokenOperations = [
  'AssociateSoftwareToken',
  'VerifySoftwareToken',
  'GetUser',
  'GetUserAuthFactors',
  'UpdateUserAttributes',
  'DeleteUserAttributes',
  'GetUserAttributeVerificationCode',
  'VerifyUserAttribute',
  'ChangePassword',
  'DeleteUser',
  'GlobalSignOut',
  'SetUserMFAPreference',
  'SetUserSettings',
  'ConfirmDevice',
  'GetDevice',
  'ListDevices',
  'ForgetDevice',
  'UpdateDeviceStatus',
  'StartWebAuthnRegistration',
  'CompleteWebAuthnRegistration',
  'ListWebAuthnCredentials',
  'DeleteWebAuthnCredential',
  'ListUserSessions',
  'RevokeUserSession',
] as const;
