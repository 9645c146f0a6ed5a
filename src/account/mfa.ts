/**
 * Sets up an authenticator app, and says which factor is asked for.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-totp.html
 */
import { invalidResponseError } from '../errors.ts';
import { checkInput } from '../transport/check-input.ts';
import { hintAtClock } from '../sign-in/engine/challenges/code.ts';
import { issuerOf, otpauthUri, wrongFirstCode } from '../sign-in/engine/otpauth.ts';
import { request } from '../transport/request.ts';
import type { UserPool } from '../transport/user-pool.ts';

export interface TotpSecret {
  /** Base32, for typing in. A secret, and so is `uri`. */
  secret: string;
  /** For a QR code. https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
  uri: string;
}

/**
 * Begins the set-up: show the secret, then `verifyTotp` with the app's first code.
 * `issuer` (the page's host by default) and `account` are what the app shows beside its codes.
 */
export async function setUpTotp(
  pool: UserPool,
  accessToken: string,
  { issuer = issuerOf(pool), account }: { issuer?: string | undefined; account: string },
  signal?: AbortSignal,
): Promise<TotpSecret> {
  const { SecretCode: secret } = await request(
    pool,
    'AssociateSoftwareToken',
    { AccessToken: accessToken },
    signal,
  );
  if (!secret) throw invalidResponseError('InvalidResponse', 'AssociateSoftwareToken brought no secret');
  return { secret, uri: otpauthUri(issuer, account, secret) };
}

/**
 * Ends the set-up with the app's first code. It is asked for at sign-in once `setMfaPreference` says so.
 * @throws {CognitoError} `EnableSoftwareTokenMFAException` when the code is wrong
 */
export async function verifyTotp(
  pool: UserPool,
  accessToken: string,
  { code, deviceName }: { code: string; deviceName?: string | undefined },
  signal?: AbortSignal,
): Promise<void> {
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

const settings = (preference: MfaPreference) => ({
  Enabled: preference !== 'off',
  PreferredMfa: preference === 'preferred',
});

/**
 * Says which second factors are asked for. What is left out stays as it is.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html
 * @throws {CognitoError} `InvalidParameterException` for a factor that is not set up, or that the pool has not
 */
export async function setMfaPreference(
  pool: UserPool,
  accessToken: string,
  {
    totp,
    emailCode,
    smsCode,
    passkey,
  }: {
    totp?: MfaPreference;
    emailCode?: MfaPreference;
    smsCode?: MfaPreference;
    /** Whether a user-verified passkey as the first factor counts as two. */
    passkey?: 'enabled' | 'off';
  },
  signal?: AbortSignal,
): Promise<void> {
  const input = {
    AccessToken: accessToken,
    ...(totp && { SoftwareTokenMfaSettings: settings(totp) }),
    ...(emailCode && { EmailMfaSettings: settings(emailCode) }),
    ...(smsCode && { SMSMfaSettings: settings(smsCode) }),
    ...(passkey && { WebAuthnMfaSettings: { Enabled: passkey === 'enabled' } }),
  };
  await request(pool, 'SetUserMFAPreference', input, signal);
}
