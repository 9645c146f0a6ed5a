/**
 * The signed-in user's passkeys: registers, lists and deletes them.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
import { createPasskey } from '../sign-in/engine/webauthn.ts';
import { request } from '../transport/request.ts';
import type { UserPool } from '../transport/user-pool.ts';
import { readAllPages, toDate } from './pagination.ts';

export interface Passkey {
  /** The id in Base64url, for `deletePasskey`. */
  id: string;
  name: string;
  relyingPartyId?: string | undefined;
  /** `platform` for a passkey of the device itself, `cross-platform` for a roaming authenticator, such as a security key. */
  attachment?: string | undefined;
  createdAt?: Date | undefined;
}

/**
 * Creates a passkey on this device or a security key. Call it from a click.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StartWebAuthnRegistration.html
 * @throws {CognitoError} `PasskeyCancelled`, `PasskeyTimeout`, `PasskeyExists`, `PasskeyFailed`, `PasskeysUnsupported`;
 * `WebAuthnNotEnabledException` when passkeys are not enabled in the pool; errors of the request
 */
export async function registerPasskey(
  pool: UserPool,
  accessToken: string,
  signal?: AbortSignal,
): Promise<void> {
  const { CredentialCreationOptions: options = {} } = await request(
    pool,
    'StartWebAuthnRegistration',
    { AccessToken: accessToken },
    signal,
  );
  const credential = await createPasskey(pool, options, { signal });
  const input = { AccessToken: accessToken, Credential: credential as never };
  await request(pool, 'CompleteWebAuthnRegistration', input, signal);
}

/**
 * Lists the user's passkeys.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListWebAuthnCredentials.html
 * @throws {CognitoError} errors of the request
 */
export const listPasskeys = async (
  pool: UserPool,
  accessToken: string,
  signal?: AbortSignal,
): Promise<Passkey[]> =>
  readAllPages(async (NextToken) => {
    const input = { AccessToken: accessToken, NextToken };
    const { Credentials, NextToken: next } = await request(pool, 'ListWebAuthnCredentials', input, signal);
    const items = (Credentials ?? []).map((passkey) => ({
      id: passkey.CredentialId ?? '',
      name: passkey.FriendlyCredentialName ?? '',
      relyingPartyId: passkey.RelyingPartyId,
      attachment: passkey.AuthenticatorAttachment,
      createdAt: toDate(passkey.CreatedAt),
    }));
    return { items, next };
  });

/**
 * Deletes a passkey from the user pool.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteWebAuthnCredential.html
 * @throws {CognitoError} errors of the request
 */
export async function deletePasskey(
  pool: UserPool,
  accessToken: string,
  id: string,
  signal?: AbortSignal,
): Promise<void> {
  await request(pool, 'DeleteWebAuthnCredential', { AccessToken: accessToken, CredentialId: id }, signal);
}
