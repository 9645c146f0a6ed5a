/**
 * Sets up an authenticator app, and sets which MFA methods Cognito asks for.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-totp.html
 */
import { invalidResponseError } from '../errors.ts';
import { hintAtClock } from '../sign-in/engine/clock-hint.ts';
import { issuerOf, otpauthUri, wrongFirstCode } from '../sign-in/engine/otpauth.ts';
import { checkInput } from '../transport/check-input.ts';
import { request } from '../transport/request.ts';
import type { UserPool } from '../transport/user-pool.ts';

export interface TotpSecret {
  /** The secret in Base32, to type in. Never log it, nor `uri`, which contains it. */
  secret: string;
  /** The address for a QR code. https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
  uri: string;
}

/**
 * Begins the set-up: show the secret, then call `verifyTotp` with the app's first code. The app shows `issuer` (default: the
 * page's host) and `account` beside its codes.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html
 * @throws {CognitoError} `InvalidResponse` when the reply has no secret; errors of the request
 */
export async function setUpTotp(
  pool: UserPool,
  accessToken: string,
  options: { issuer?: string | undefined; account: string },
  signal?: AbortSignal,
): Promise<TotpSecret> {
  const { issuer = issuerOf(pool), account } = options;
  const { SecretCode: secret } = await request(
    pool,
    'AssociateSoftwareToken',
    { AccessToken: accessToken },
    signal,
  );
  if (!secret)
    throw invalidResponseError('InvalidResponse', 'AssociateSoftwareToken answered without a secret');
  return { secret, uri: otpauthUri(issuer, account, secret) };
}

/**
 * Completes the set-up with the app's first code. A sign-in asks for codes once `setMfaPreference` has enabled them.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html
 * @throws {CognitoError} `EnableSoftwareTokenMFAException` when the code is wrong; `InputInvalid` when it is empty or too
 * long
 */
export async function verifyTotp(
  pool: UserPool,
  accessToken: string,
  answer: { code: string; deviceName?: string | undefined },
  signal?: AbortSignal,
): Promise<void> {
  const { code, deviceName } = answer;
  checkInput({ code });
  const { Status } = await request(
    pool,
    'VerifySoftwareToken',
    { AccessToken: accessToken, UserCode: code, FriendlyDeviceName: deviceName },
    signal,
  ).catch(hintAtClock);
  if (Status !== 'SUCCESS') throw wrongFirstCode();
}

export type MfaPreference = 'preferred' | 'enabled' | 'off';

/** A preference by MFA method. Methods that are left out do not change. */
export interface MfaPreferences {
  totp?: MfaPreference;
  emailCode?: MfaPreference;
  smsCode?: MfaPreference;
  /** Whether a user-verified passkey as the first factor counts as two. */
  passkey?: 'enabled' | 'off';
}

const settingsOf = (preference: MfaPreference) => ({
  Enabled: preference !== 'off',
  PreferredMfa: preference === 'preferred',
});

/**
 * Sets which MFA methods Cognito asks for. Methods that are left out do not change.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html
 * @throws {CognitoError} `InvalidParameterException` for a method that is not set up, or that the pool does not have
 */
export async function setMfaPreference(
  pool: UserPool,
  accessToken: string,
  preferences: MfaPreferences,
  signal?: AbortSignal,
): Promise<void> {
  const { totp, emailCode, smsCode, passkey } = preferences;
  const input = {
    AccessToken: accessToken,
    ...(totp && { SoftwareTokenMfaSettings: settingsOf(totp) }),
    ...(emailCode && { EmailMfaSettings: settingsOf(emailCode) }),
    ...(smsCode && { SMSMfaSettings: settingsOf(smsCode) }),
    ...(passkey && { WebAuthnMfaSettings: { Enabled: passkey === 'enabled' } }),
  };
  await request(pool, 'SetUserMFAPreference', input, signal);
}
