/**
 * The passkeys of who is signed in.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
import { allPages, toDate } from './pages.ts';
import { request } from '../transport/request.ts';
import type { UserPool } from '../transport/user-pool.ts';
import { createPasskey } from '../sign-in/engine/webauthn.ts';

export interface Passkey {
  /** Base64url; what `deletePasskey` takes. */
  id: string;
  name: string;
  relyingPartyId?: string | undefined;
  /** `platform` for this device's own, `cross-platform` for a key that travels. */
  attachment?: string | undefined;
  createdAt?: Date | undefined;
}

/**
 * Makes a passkey on this device or a security key. Call it from a click.
 * @throws {CognitoError} `PasskeyCancelled`, `PasskeyTimeout`, `PasskeyExists`, `PasskeyFailed`, `PasskeysUnsupported`;
 * `WebAuthnNotEnabledException` where the pool has none
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

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListWebAuthnCredentials.html */
export const listPasskeys = async (
  pool: UserPool,
  accessToken: string,
  signal?: AbortSignal,
): Promise<Passkey[]> =>
  allPages(async (NextToken) => {
    const input = { AccessToken: accessToken, NextToken };
    const { Credentials, NextToken: next } = await request(pool, 'ListWebAuthnCredentials', input, signal);
    const items = (Credentials ?? []).map((one) => ({
      id: one.CredentialId ?? '',
      name: one.FriendlyCredentialName ?? '',
      relyingPartyId: one.RelyingPartyId,
      attachment: one.AuthenticatorAttachment,
      createdAt: toDate(one.CreatedAt),
    }));
    return { items, next };
  });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteWebAuthnCredential.html */
export async function deletePasskey(
  pool: UserPool,
  accessToken: string,
  id: string,
  signal?: AbortSignal,
): Promise<void> {
  await request(pool, 'DeleteWebAuthnCredential', { AccessToken: accessToken, CredentialId: id }, signal);
}
