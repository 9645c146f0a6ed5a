/** `cognito-kit/core`: the client without React, the flows, and the account functions that take the client. */
export { createCognito } from './client/create-cognito.ts';
export type { Cognito, NamedAttributes, SignOutOptions } from './client/cognito.ts';
export {
  changePassword,
  deleteAccount,
  deleteAttributes,
  deletePasskey,
  forgetDevice,
  getAuthFactors,
  getUser,
  listDevices,
  listPasskeys,
  listUserSessions,
  registerPasskey,
  revokeUserSession,
  sendAttributeCode,
  setDeviceStatus,
  setMfaPreference,
  setUpTotp,
  updateAttributes,
  verifyAttribute,
  verifyTotp,
} from './account/account.ts';
export { createResetPasswordFlow, type ResetPasswordFlow } from './sign-in/flows/reset-password.ts';
export { offerPasskeys } from './sign-in/flows/offers.ts';
export { createSignInFlow, type SignInFlow } from './sign-in/flows/sign-in.ts';
export type { SignInFlowOptions, SignInStart } from './sign-in/flows/sign-in-requests.ts';
export { createStepUpFlow, type StepUpOptions } from './sign-in/flows/step-up.ts';
export { createSignUpFlow, type NewUser, type SignUpFlow } from './sign-in/flows/sign-up.ts';
export type { Flow, FlowState } from './sign-in/flows/flow.ts';
export type { ResetPasswordAnswers, ResetPasswordStep } from './sign-in/flows/reset-password.ts';
export type { SignUpAnswers, SignUpStep } from './sign-in/flows/sign-up.ts';
export type { SignInAnswers, SignInStep } from './sign-in/engine/sign-in-step.ts';
export type { AuthFactors, User } from './account/user.ts';
export type { Device } from './account/devices.ts';
export type { Passkey } from './account/passkeys.ts';
export type { UserSession } from './account/user-sessions.ts';
export { withClientSecret, withUserContextData, type TransformInput } from './transport/transform-input.ts';
export type { MfaPreference, MfaPreferences, TotpSecret } from './account/mfa.ts';
export type {
  ClassicFlow,
  CognitoConfig,
  CredentialsProviderFactory,
  ResolvedConfig,
} from './config/config.ts';
export type { StorageName } from './storage/open-storage.ts';
export { fromAmplifyOutputs } from './config/adapters/amplify-outputs.ts';
export { fromAwsExports } from './config/adapters/aws-exports.ts';
export { fromCdkOutputs, type FromCdkOutputsOptions } from './config/adapters/cdk-outputs.ts';
export { fromEnv, type FromEnvOptions } from './config/adapters/env.ts';
export type { SettingName } from './config/adapters/settings.ts';
export type { PasswordPolicy } from './config/password-policy.ts';
export type {
  IdentityProviderName,
  ManagedLogin,
  MfaSettings,
  PoolSettings,
  SignInAlias,
} from './config/pool-settings.ts';
export type {
  AttributeName,
  Attributes,
  CustomAttribute,
  StandardAttribute,
} from './protocol/attribute-names.ts';
export {
  CognitoError,
  isCognitoError,
  reasonOf,
  type CognitoErrorKind,
  type RefusalReason,
} from './errors.ts';
export type { CognitoErrorCode, KitErrorCode, ServiceErrorCode } from './protocol/error-codes.ts';
export type { AuthFlow, Factor, MfaMethod } from './protocol/factors.ts';
export type { CodeDelivery } from './protocol/code-delivery.ts';
export type { Tokens } from './protocol/tokens.ts';
export type { Clock, Platform } from './lib/platform.ts';
export type { IdTokenClaims, Session } from './session/session.ts';
export type { InitialSession } from './client/initial-session.ts';
export type { GetTokensOptions } from './session/get-tokens.ts';
export {
  credentialsForRole,
  linkGuest,
  type AwsCredentials,
  type AwsCredentialsProvider,
  type CredentialsOptions,
} from './aws/aws-credentials.ts';
export type { LoginsProvider, OtherLogins } from './aws/identity-pool-host.ts';
export type { CredentialsState, IdentityChange } from './aws/identity.ts';
export { createAwsClient, type AwsClientClass, type AwsClientConfig } from './aws/aws-client.ts';
export { createRequestHandler, type AwsRequestHandler } from './aws/request-handler.ts';
