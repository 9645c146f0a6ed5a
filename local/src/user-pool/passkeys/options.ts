/**
 * What a page hands to `navigator.credentials`, in AWS's JSON: bytes in base64url.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
import type { Passkey, User, UserPool, WebAuthnSettings } from '../state.ts';
import { userHandle } from './credential.ts';
import { usablePasskeys } from './settings.ts';

/** COSE: ES256 and RS256, which every authenticator has one of. */
export const ALGORITHMS = [-7, -257];

/** Milliseconds that a page gives its user to make a passkey. */
export const REGISTRATION_TIMEOUT = 60_000;

const descriptor = ({ credentialId, transports }: Passkey) => ({
  type: 'public-key',
  id: credentialId,
  ...(transports.length > 0 && { transports }),
});

export const creationOptions = (
  pool: UserPool,
  { relyingPartyId, userVerification }: WebAuthnSettings,
  user: User,
  challenge: string,
) => ({
  challenge,
  rp: { id: relyingPartyId, name: relyingPartyId },
  user: { id: userHandle(user), name: user.username, displayName: user.username },
  pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
  timeout: REGISTRATION_TIMEOUT,
  excludeCredentials: usablePasskeys(pool, user).map(descriptor),
  authenticatorSelection: { requireResidentKey: true, residentKey: 'required', userVerification },
});

/** `timeout` in milliseconds. */
export const requestOptions = (
  pool: UserPool,
  { relyingPartyId, userVerification }: WebAuthnSettings,
  user: User,
  challenge: string,
  timeout: number,
) => ({
  challenge,
  timeout,
  rpId: relyingPartyId,
  allowCredentials: usablePasskeys(pool, user).map(descriptor),
  userVerification,
});
