/** cognito-kit without React: the client, the flows, and the account functions that take the client. */
export { createCognito, type Cognito, type SignOutOptions } from './cognito.ts';
export type { CognitoConfig, CredentialsProviderFactory, ResolvedConfig } from './config/config.ts';
export type { PasswordPolicy } from './config/password-policy.ts';
export { CognitoError, isCognitoError, type CognitoErrorKind } from './errors.ts';
export type { CognitoErrorCode, KitErrorCode, ServiceErrorCode } from './protocol/error-codes.ts';
export type { CodeDelivery } from './protocol/code-delivery.ts';
export type { Tokens } from './protocol/tokens.ts';
export type { Clock, World } from './lib/world.ts';
export type { IdTokenClaims, Session } from './session/session.ts';
export type { GetTokensOptions } from './session/refresh.ts';
export type { AwsCredentials, AwsCredentialsProvider } from './identity-pool/credentials.ts';
export type { CredentialsState } from './identity-pool/identity.ts';
export type { AwsRequestHandler } from './identity-pool/request-handler.ts';
export type { BrowserRecord, BrowserStorage } from './storage/browser-record.ts';
export type { SessionRecord, SessionStorage } from './storage/session-record.ts';
export type { Mark, Persistence, RecordStorage } from './storage/storage.ts';
