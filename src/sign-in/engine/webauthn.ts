/**
 * Passkey ceremonies: one at a time, with typed outcomes. https://www.w3.org/TR/webauthn-3/
 * Converts the JSON of a ceremony for browsers that do not.
 */
import { CognitoError, type CognitoErrorKind } from '../../errors.ts';
import { fromBase64, toBase64 } from '../../lib/bytes.ts';
import { parseObject } from '../../lib/json.ts';
import type { KitErrorCode } from '../../protocol/error-codes.ts';
import type { UserPool } from '../../transport/user-pool.ts';

export interface CeremonyOptions {
  /** `conditional` shows passkeys in the list of the form's autofill, without a dialog. Default: the browser's dialog. */
  mediation?: CredentialMediationRequirement | undefined;
  signal?: AbortSignal | undefined;
}

const toBase64Url = (bytes: ArrayBuffer) =>
  toBase64(new Uint8Array(bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

/** Names of the members that are bytes, at any depth of a ceremony's options and results. */
const BYTES = new Set(['challenge', 'id', 'userHandle', 'rawId']);

/** Reads options as `parseCreationOptionsFromJSON` does; `rp.id` is a name. */
function withBytes(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return BYTES.has(name) ? fromBase64(value) : value;
  if (Array.isArray(value)) return value.map((item) => withBytes(item));
  if (!(value instanceof Object)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, name === 'rp' ? item : withBytes(item, key)]),
  );
}

/** Writes a result as `toJSON` does. */
function toJson(credential: PublicKeyCredential): unknown {
  if ('toJSON' in credential) return credential.toJSON();
  const { id, rawId, type, authenticatorAttachment, response } = credential as PublicKeyCredential;
  const members: Record<string, unknown> = {};
  for (const name of [
    'clientDataJSON',
    'attestationObject',
    'authenticatorData',
    'signature',
    'userHandle',
  ]) {
    const bytes = (response as unknown as Record<string, unknown>)[name];
    if (bytes instanceof ArrayBuffer) members[name] = toBase64Url(bytes);
  }
  const transports = (response as AuthenticatorAttestationResponse).getTransports?.();
  return {
    id,
    rawId: toBase64Url(rawId),
    type,
    authenticatorAttachment,
    response: { ...members, ...(transports && { transports }) },
    clientExtensionResults: (credential as PublicKeyCredential).getClientExtensionResults(),
  };
}

const failure = (kind: CognitoErrorKind, code: KitErrorCode, message: string, cause?: unknown) =>
  new CognitoError({ kind, code, cause, message });

/**
 * Turns a browser's error into a typed one. Browsers name a cancel and a time-out alike, so that a page cannot find out
 * whether a user has a passkey.
 */
function outcomeOf(error: unknown, timedOut: boolean, aborted: boolean): CognitoError {
  // The error may come from another realm, so `instanceof` does not recognise it.
  const { name = '' } = (error ?? {}) as { name?: string };
  // The browser rejects with the reason of the abort, whose name is the caller's.
  if (aborted || /^(Abort|NotAllowed|Timeout)Error$/.test(name)) {
    return timedOut || name === 'TimeoutError'
      ? failure('aborted', 'PasskeyTimeout', 'No passkey was used in time. Try again, or another way.', error)
      : failure('aborted', 'PasskeyCancelled', 'No passkey was used. Try again, or another way.', error);
  }
  if (name === 'InvalidStateError') {
    return failure(
      'rejected',
      'PasskeyExists',
      'This device has a passkey for this account already. Use it.',
      error,
    );
  }
  return failure(
    'config',
    'PasskeyFailed',
    'The browser refused the ceremony, see `cause`. The page must be served over https by the pool’s relying party.',
    error,
  );
}

/**
 * Runs a ceremony and resolves with its result as JSON. Aborts a ceremony that is under way first.
 * @throws {CognitoError} `PasskeyCancelled`, `PasskeyTimeout`, `PasskeyExists`, `PasskeyFailed`, `PasskeysUnsupported`
 */
async function ceremony(
  { platform }: Pick<UserPool, 'platform'>,
  kind: 'get' | 'create',
  json: unknown,
  { mediation, signal: outer }: CeremonyOptions,
): Promise<unknown> {
  const { passkeys = { container: undefined, PublicKey: undefined } } = platform;
  const { container, PublicKey } = passkeys;
  if (!container || !PublicKey) {
    throw failure(
      'config',
      'PasskeysUnsupported',
      'This browser has no passkeys. Offer another way to sign in.',
    );
  }
  const own = new AbortController();
  passkeys.running?.abort();
  passkeys.running = own;
  const signal = outer ? AbortSignal.any([outer, own.signal]) : own.signal;
  const began = platform.clock.now();
  const parse = (
    kind === 'get' ? 'parseRequestOptionsFromJSON' : 'parseCreationOptionsFromJSON'
  ) as 'parseRequestOptionsFromJSON';
  try {
    const publicKey = (PublicKey[parse]?.(json as never) ?? withBytes(json)) as never;
    const credential = await container[kind]({ publicKey, signal, ...(mediation && { mediation }) });
    if (!credential) throw new DOMException('no credential', 'NotAllowedError');
    return toJson(credential as PublicKeyCredential);
  } catch (error) {
    const { timeout } = json as { timeout?: number };
    const timedOut = timeout !== undefined && platform.clock.now() - began >= timeout;
    throw outcomeOf(error, timedOut, signal.aborted);
  } finally {
    if (passkeys.running === own) passkeys.running = undefined;
  }
}

/**
 * Signs a challenge with a passkey.
 * @param options CREDENTIAL_REQUEST_OPTIONS
 * @returns CREDENTIAL
 * @throws {CognitoError} `PasskeyCancelled`, `PasskeyTimeout`, `PasskeyFailed`, `PasskeysUnsupported`
 */
export const getPasskey = async (
  pool: Pick<UserPool, 'platform'>,
  options: string,
  how: CeremonyOptions = {},
): Promise<string> => JSON.stringify(await ceremony(pool, 'get', parseObject(options) ?? {}, how));

/**
 * Creates a passkey.
 * @param options CredentialCreationOptions
 * @returns Credential
 * @throws {CognitoError} `PasskeyCancelled`, `PasskeyTimeout`, `PasskeyExists`, `PasskeyFailed`, `PasskeysUnsupported`
 */
export const createPasskey = (
  pool: Pick<UserPool, 'platform'>,
  options: unknown,
  how: CeremonyOptions = {},
): Promise<unknown> => ceremony(pool, 'create', options, how);
