/**
 * Verifies that a new passkey was created for this registration, on an allowed page and for the pool's relying party.
 * https://www.w3.org/TR/webauthn-3/#sctn-registering-a-new-credential
 */
import { peek } from '../../lib/watched.ts';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { quoted } from '../../lib/quoted.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Passkey, UserPool, WebAuthnSettings } from '../state.ts';
import type { Platform } from '../../platform/platform.ts';
import { type Credential, fromBase64Url, invalidCredential } from './credential.ts';
import { ALGORITHMS } from './options.ts';
import { isAllowedOrigin } from './origins.ts';

/** The AAGUIDs of common passkey providers. https://github.com/passkeydeveloper/passkey-authenticator-aaguids */
const providers: Readonly<Record<string, string>> = {
  'fbfc3007-154e-4ecc-8c0b-6e020557d7bd': 'iCloud Keychain',
  'dd4ec289-e01d-41c9-bb89-70fa845d4bf2': 'iCloud Keychain (Managed)',
  'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4': 'Google Password Manager',
  'adce0002-35bc-c60a-648b-0b25f1f05503': 'Chrome on Mac',
  '08987058-cadc-4b81-b6e1-30de50dcbe96': 'Windows Hello',
  '9ddd1817-af5a-4672-a2b9-3e3dd95000a9': 'Windows Hello',
  '6028b017-b1d4-4c02-b4b3-afcdafc96bb2': 'Windows Hello',
  'bada5566-a7aa-401f-bd96-45619a55120d': '1Password',
  'd548826e-79b4-db40-a3d8-11116f7e8349': 'Bitwarden',
  '531126d6-e717-415c-9320-3d9aa6981239': 'Dashlane',
};

/** Names a new passkey after its provider if the AAGUID is known, as in ListWebAuthnCredentials. */
const passkeyName = (aaguid: string, transports: readonly string[]): string =>
  providers[aaguid] ?? (transports.includes('usb') ? 'Security key' : 'Passkey');

/**
 * Accepted attestation formats. The options request no attestation, so browsers send none or a self-attestation.
 * Certificate chains are not verified.
 */
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
  // Loads the library with the first passkey, so that a start without passkeys does not pay for it.
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { decodeAttestationObject } = await import('@simplewebauthn/server/helpers');
  const attestation = fromBase64Url(String(response['attestationObject']));
  if (!attestation) throw invalidCredential();
  // The declared type is narrower than the value, which comes from the request.
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

/** Maps an error of the library to an error of the API. The library's errors have no codes; one has a name. */
function asServiceError(error: unknown, settings: WebAuthnSettings): ServiceError {
  if (error instanceof ServiceError) return error;
  if (error instanceof Error && error.name === 'UnexpectedRPIDHash') return otherRelyingParty(settings);
  return /public key alg/.test(String(error))
    ? notSupported('its algorithm was not requested')
    : invalidCredential();
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** Checks whether any user of the pool has registered a credential with this id. */
export const isRegistered = (pool: UserPool, id: string): boolean =>
  Object.values(peek(pool.users)).some(({ passkeys }) =>
    passkeys.some(({ credentialId }) => credentialId === id),
  );

/** Verifies a credential whose challenge the caller has checked, and returns its passkey. */
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
