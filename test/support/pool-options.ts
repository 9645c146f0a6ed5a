/** Options of a local AWS whose user pool allows every first factor, MFA method and authentication flow. */
import type { LocalAwsOptions } from 'cognito-kit-local';

type Pool = NonNullable<LocalAwsOptions['pool']>;

export const webAuthn = {
  relyingPartyId: 'localhost',
  userVerification: 'preferred',
  factor: 'SINGLE_FACTOR',
} as const satisfies Pool['webAuthn'];

export const everyFactor = {
  mfa: 'OPTIONAL',
  mfaMethods: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SMS_MFA'],
  firstFactors: ['PASSWORD', 'WEB_AUTHN', 'EMAIL_OTP', 'SMS_OTP'],
  webAuthn,
} as const satisfies Pool;

export const everyFlow = {
  authFlows: ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'CUSTOM_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'],
} as const satisfies LocalAwsOptions['client'];
