/**
 * Whether a user's passkey has signed this very challenge, on a page of ours.
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

/** (?) What AWS answers when a passkey's signature is not good. */
const passkeyRefused = (): ServiceError => wrongPassword();

/** Why the credential is refused before its signature is looked at. */
function objection(
  settings: WebAuthnSettings,
  user: User,
  { clientData, response }: Credential,
  challenge: string,
): string | undefined {
  if (clientData.challenge !== challenge) return 'it answers another challenge';
  if (!isAllowedOrigin(settings, clientData.origin)) {
    return `the origin ${quoted(clientData.origin)} is none of the relying party ${settings.relyingPartyId}`;
  }
  const { userHandle: handle } = response;
  if (handle && handle !== userHandle(user)) return 'its user handle is of another user';
  return undefined;
}

async function verify(settings: WebAuthnSettings, passkey: Passkey, { json, clientData }: Credential) {
  // Loaded when the first passkey is used: what has none does not pay for it.
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
  /** What the passkey counts now, to be kept with it once the challenge is spent. */
  counter: number;
}

/**
 * `challenge` as it was opened; `credential` is AuthenticationResponseJSON, as a text or an object.
 * @throws {ServiceError} InvalidParameterException for what is no credential, NotAuthorizedException for one that is
 * not good
 */
export async function provePasskey(
  { platform }: Context,
  { pool }: Scope,
  user: User,
  challenge: string,
  credential: unknown,
): Promise<Assertion> {
  const settings = requireWebAuthn(pool);
  const given = readCredential(credential, ['authenticatorData', 'signature']);
  const refused = (why: string): ServiceError => {
    platform.print(`A passkey for ${user.username} was refused: ${why}`);
    return passkeyRefused();
  };
  const passkey = usablePasskeys(pool, user).find(({ credentialId }) => credentialId === given.id);
  if (!passkey) throw refused('it is none of theirs for this relying party');
  const why = objection(settings, user, given, challenge);
  if (why) throw refused(why);
  const { verified, authenticationInfo } = await verify(settings, passkey, given).catch((error: unknown) => {
    throw refused(quoted(messageOf(error)));
  });
  if (!verified) throw refused('its signature is not good');
  const { userVerified, newCounter } = authenticationInfo;
  return { proof: userVerified ? 'webauthn_uv' : 'webauthn', passkey, counter: newCounter };
}
