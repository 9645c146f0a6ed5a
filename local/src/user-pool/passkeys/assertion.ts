/**
 * Verifies that a user's passkey has signed this challenge, on an allowed page.
 * https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion
 */
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { quoted } from '../../lib/quoted.ts';
import type { ServiceError } from '../../protocol/service-error.ts';
import type { Context, Scope } from '../context.ts';
import type { Passkey, Proof, User, WebAuthnSettings } from '../state.ts';
import { wrongPassword } from '../users/existence.ts';
import { type Credential, readCredential, userHandle } from './credential.ts';
import { isAllowedOrigin } from './origins.ts';
import { requireWebAuthn, usablePasskeys } from './settings.ts';

/** Assumption: AWS does not document the refusal of a passkey with an invalid signature. */
const passkeyRefused = (): ServiceError => wrongPassword();

/** Returns the reason to refuse the credential before its signature is verified; undefined if there is none. */
function refusalReason(
  settings: WebAuthnSettings,
  user: User,
  { clientData, response }: Credential,
  challenge: string,
): string | undefined {
  if (clientData.challenge !== challenge) return 'it answers another challenge';
  if (!isAllowedOrigin(settings, clientData.origin)) {
    return `the origin ${quoted(clientData.origin)} is not allowed for the relying party ${settings.relyingPartyId}`;
  }
  const { userHandle: handle } = response;
  if (handle && handle !== userHandle(user)) return 'its user handle is of another user';
  return undefined;
}

async function verify(settings: WebAuthnSettings, passkey: Passkey, { json, clientData }: Credential) {
  // Loads the library with the first passkey, so that a start without passkeys does not pay for it.
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  return verifyAuthenticationResponse({
    response: json as unknown as AuthenticationResponseJSON,
    expectedChallenge: clientData.challenge,
    expectedOrigin: clientData.origin,
    expectedRPID: settings.relyingPartyId,
    credential: {
      id: passkey.credentialId,
      publicKey: passkey.publicKey,
      counter: passkey.counter,
    },
    requireUserVerification: settings.userVerification === 'required',
  });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export interface Assertion {
  proof: Proof & ('webauthn' | 'webauthn_uv');
  passkey: Passkey;
  /** The passkey's new signature counter. The caller stores it after the challenge is marked as used. */
  counter: number;
}

/**
 * Verifies an assertion.
 * @param challenge the challenge that was issued, in base64url
 * @param credential AuthenticationResponseJSON, as a text or an object
 * @throws {ServiceError} InvalidParameterException for a malformed credential, NotAuthorizedException for an invalid one
 */
export async function provePasskey(
  { platform }: Context,
  { pool }: Scope,
  user: User,
  challenge: string,
  credential: unknown,
): Promise<Assertion> {
  const settings = requireWebAuthn(pool);
  const assertion = readCredential(credential, ['authenticatorData', 'signature']);
  const refused = (why: string): ServiceError => {
    platform.print(`A passkey for ${user.username} was refused: ${why}`);
    return passkeyRefused();
  };
  const passkey = usablePasskeys(pool, user).find(({ credentialId }) => credentialId === assertion.id);
  if (!passkey) throw refused('the user has no such passkey for this relying party');
  const reason = refusalReason(settings, user, assertion, challenge);
  if (reason) throw refused(reason);
  const { verified, authenticationInfo } = await verify(settings, passkey, assertion).catch(
    (error: unknown) => {
      throw refused(quoted(messageOf(error)));
    },
  );
  if (!verified) throw refused('its signature is invalid');
  const { userVerified, newCounter } = authenticationInfo;
  return { proof: userVerified ? 'webauthn_uv' : 'webauthn', passkey, counter: newCounter };
}
