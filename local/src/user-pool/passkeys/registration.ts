/**
 * Whether a new passkey was made for this registration, on a page of ours and for our relying party.
 * https://www.w3.org/TR/webauthn-3/#sctn-registering-a-new-credential
 */
import { peek } from '../../lib/watched.ts';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { quoted } from '../../lib/quoted.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Passkey, UserPool, WebAuthnSettings } from '../state.ts';
import type { Platform } from '../../platform/platform.ts';
import { type Credential, fromBase64Url, invalidCredential } from './credential.ts';
import { passkeyName } from './names.ts';
import { ALGORITHMS } from './options.ts';
import { isAllowedOrigin } from './origins.ts';

/** Nobody asked for attestation: browsers leave it out, or the passkey signs for itself. Chains of certificates are not followed. */
const FORMATS = ['none', 'packed'];

const originNotAllowed = ({ relyingPartyId }: WebAuthnSettings, origin: string): ServiceError =>
  new ServiceError(
    'WebAuthnOriginNotAllowedException',
    `The origin ${quoted(origin)} is not allowed for the relying party ${relyingPartyId}.`,
  );
const otherRelyingParty = ({ relyingPartyId }: WebAuthnSettings): ServiceError =>
  new ServiceError(
    'WebAuthnRelyingPartyMismatchException',
    `The credential is not for the relying party ${relyingPartyId}.`,
  );
const notSupported = (why: string): ServiceError =>
  new ServiceError('WebAuthnCredentialNotSupportedException', `The credential is not supported: ${why}.`);

async function verify(settings: WebAuthnSettings, { json, response, clientData }: Credential) {
  // Loaded when the first passkey is made: what has none does not pay for it.
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { decodeAttestationObject } = await import('@simplewebauthn/server/helpers');
  const attestation = fromBase64Url(String(response['attestationObject']));
  if (!attestation) throw invalidCredential();
  // Whatever its type says: it comes as it was sent.
  const format: unknown = decodeAttestationObject(attestation).get('fmt');
  if (!FORMATS.includes(String(format))) throw notSupported(`its attestation is ${quoted(String(format))}`);
  return verifyRegistrationResponse({
    response: json as unknown as RegistrationResponseJSON,
    expectedChallenge: clientData.challenge,
    expectedOrigin: clientData.origin,
    expectedRPID: settings.relyingPartyId,
    requireUserVerification: false,
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/** What the verifier threw, by the API's names. Its errors have no codes, but the relying party's has a name. */
function asServiceError(error: unknown, settings: WebAuthnSettings): ServiceError {
  if (error instanceof ServiceError) return error;
  if (error instanceof Error && error.name === 'UnexpectedRPIDHash') return otherRelyingParty(settings);
  return /public key alg/.test(String(error))
    ? notSupported('its algorithm was not asked for')
    : invalidCredential();
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** A credential belongs to one user, and an id is nobody else's to claim. */
export const isRegistered = (pool: UserPool, id: string): boolean =>
  Object.values(peek(pool.users)).some(({ passkeys }) =>
    passkeys.some(({ credentialId }) => credentialId === id),
  );

/** The passkey of a credential whose challenge has been found to be ours. */
export async function registeredPasskey(
  platform: Platform,
  settings: WebAuthnSettings,
  credential: Credential,
): Promise<Passkey> {
  const { clientData, response, json } = credential;
  if (!isAllowedOrigin(settings, clientData.origin)) throw originNotAllowed(settings, clientData.origin);
  const { verified, registrationInfo } = await verify(settings, credential).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    platform.print(`A new passkey was refused: ${quoted(why)}`);
    throw asServiceError(error, settings);
  });
  if (!verified) throw invalidCredential();
  if (settings.userVerification === 'required' && !registrationInfo.userVerified) {
    throw notSupported('it did not verify its user, as this user pool requires');
  }
  const transports = Array.isArray(response['transports']) ? response['transports'].filter(isText) : [];
  const attachment = json['authenticatorAttachment'];
  return {
    credentialId: registrationInfo.credential.id,
    publicKey: new Uint8Array(registrationInfo.credential.publicKey),
    counter: registrationInfo.credential.counter,
    name: passkeyName(registrationInfo.aaguid, transports),
    relyingPartyId: settings.relyingPartyId,
    transports,
    ...(isText(attachment) && { attachment }),
    createdAt: platform.now(),
  };
}
