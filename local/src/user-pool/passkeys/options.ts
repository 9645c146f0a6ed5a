/**
 * The options that a page passes to `navigator.credentials`, in AWS's JSON with bytes in base64url.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
import { toBase64Url } from '../../lib/bytes.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Passkey, User, UserPool, WebAuthnSettings } from '../state.ts';
import { userHandle } from './credential.ts';
import { usablePasskeys } from './settings.ts';

/** COSE identifiers of ES256 and RS256. Assumption: every authenticator supports one of the two. */
export const ALGORITHMS = [-7, -257];

/** Milliseconds in which the user can create a passkey. */
const REGISTRATION_TIMEOUT = 60_000;

/** WebAuthn requires at least 16 bytes. https://www.w3.org/TR/webauthn-3/#sctn-cryptographic-challenges */
const CHALLENGE_BYTES = 32;

export const newChallenge = (random: Platform['random']): string => toBase64Url(random(CHALLENGE_BYTES));

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

/** @param timeout milliseconds */
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
