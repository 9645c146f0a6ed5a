/** Who may call what of the user pool, as AWS has it. https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-public-server-side.html */

/** Anybody. */
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

/** Whoever has an access token, or for two of them the Session of a sign-in. */
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
