/**
 * Emulates an authenticator in the page by Web Crypto, for stories and component tests. It creates ES256 passkeys and
 * signs with them without a prompt. https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data
 */
import type { CognitoConfig } from 'cognito-kit';

type Passkeys = NonNullable<CognitoConfig['passkeys']>;

export interface PageAuthenticator extends Passkeys {
  /** Makes the next ceremony fail as if the user closed the browser's dialog. */
  cancelNext: () => void;
  /** The `mediation` of each request for a passkey. */
  mediations: (CredentialMediationRequirement | undefined)[];
}

export interface PageAuthenticatorOptions {
  /** The origin of the page. Default: that of `location`. */
  origin?: string;
  /** Whether the browser offers passkeys in its autofill list. Default true. */
  conditional?: boolean;
}

interface Key {
  id: Uint8Array<ArrayBuffer>;
  rpId: string;
  userHandle: string;
  pair: CryptoKeyPair;
  counter: number;
}

interface Options {
  challenge: string;
  rp?: { id: string };
  rpId?: string;
  user?: { id: string };
  allowCredentials?: { id: string }[];
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const joined = (...parts: (Uint8Array | number[])[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const base64Url = (bytes: ArrayBuffer | Uint8Array) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes as ArrayBuffer)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
const sha256 = async (bytes: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** Encodes a CBOR head: major type and a length below 65,536. https://www.rfc-editor.org/rfc/rfc8949#section-3 */
const head = (major: number, length: number): number[] => {
  if (length < 24) return [(major << 5) | length];
  return length < 256 ? [(major << 5) | 24, length] : [(major << 5) | 25, length >> 8, length & 255];
};
const cborBytes = (bytes: Uint8Array) => joined(head(2, bytes.length), bytes);
const cborText = (text: string) => joined(head(3, text.length), utf8(text));

/** Encodes a public key: EC2, ES256, P-256, x, y. https://www.rfc-editor.org/rfc/rfc9053#section-7.1.1 */
const coseKey = (raw: Uint8Array) =>
  joined(
    [0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21],
    cborBytes(raw.slice(1, 33)),
    [0x22],
    cborBytes(raw.slice(33, 65)),
  );

/** Converts a signature from WebCrypto's form, r and s side by side, to the ASN.1 form of WebAuthn. */
function toDer(signature: Uint8Array): Uint8Array {
  const integer = (half: Uint8Array) => {
    const from = half.findIndex((byte) => byte !== 0);
    const bytes = half.slice(from);
    const positive = bytes[0]! > 127 ? joined([0], bytes) : bytes;
    return joined([2, positive.length], positive);
  };
  const both = joined(integer(signature.slice(0, 32)), integer(signature.slice(32)));
  return joined([0x30, both.length], both);
}

const PRESENT_AND_VERIFIED = 0x05;
const HAS_KEY = 0x40;

/** Creates an error as browsers throw it. jsdom's own DOMException is no Error of this realm. */
const errorNamed = (name: string, message: string): Error =>
  DOMException.prototype instanceof Error
    ? new DOMException(message, name)
    : Object.assign(new Error(message), { name });

export function createPageAuthenticator({
  origin = location.origin,
  conditional = true,
}: PageAuthenticatorOptions = {}): PageAuthenticator {
  const keys: Key[] = [];
  const mediations: PageAuthenticator['mediations'] = [];
  let isCancelled = false;

  const counterOf = (key: Key) => [0, 0, 0, (key.counter += 1)];
  const clientData = (type: string, challenge: string) =>
    utf8(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const asCredential = (key: Key, response: object) => {
    const id = base64Url(key.id);
    const json = {
      id,
      rawId: id,
      type: 'public-key',
      authenticatorAttachment: 'platform',
      clientExtensionResults: {},
      response,
    };
    return { ...json, toJSON: () => json } as unknown as Credential;
  };

  function throwIfCancelled() {
    if (!isCancelled) return;
    isCancelled = false;
    throw errorNamed('NotAllowedError', 'The operation was not allowed.');
  }

  async function create({ challenge, rp, user }: Options) {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ]);
    const id = crypto.getRandomValues(new Uint8Array(16));
    const key: Key = { id, rpId: rp?.id ?? '', userHandle: user?.id ?? '', pair, counter: 0 };
    keys.push(key);
    const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    const authData = joined(
      await sha256(utf8(key.rpId)),
      [PRESENT_AND_VERIFIED | HAS_KEY],
      counterOf(key),
      new Uint8Array(16),
      [0, id.length],
      id,
      coseKey(raw),
    );
    const attestation = joined(
      [0xa3],
      cborText('fmt'),
      cborText('none'),
      cborText('attStmt'),
      [0xa0],
      cborText('authData'),
      cborBytes(authData),
    );
    return asCredential(key, {
      clientDataJSON: base64Url(clientData('webauthn.create', challenge)),
      attestationObject: base64Url(attestation),
      transports: ['internal'],
    });
  }

  async function get({ challenge, rpId, allowCredentials = [] }: Options) {
    const key = keys.find(
      (one) =>
        one.rpId === rpId &&
        (allowCredentials.length === 0 || allowCredentials.some(({ id }) => id === base64Url(one.id))),
    );
    if (!key) throw errorNamed('NotAllowedError', 'There is no such passkey.');
    const authData = joined(await sha256(utf8(key.rpId)), [PRESENT_AND_VERIFIED], counterOf(key));
    const data = clientData('webauthn.get', challenge);
    const signed = joined(authData, await sha256(data));
    const signature = await crypto.subtle.sign(
      { name: 'ECDSA', hash: 'SHA-256' },
      key.pair.privateKey,
      signed,
    );
    return asCredential(key, {
      clientDataJSON: base64Url(data),
      authenticatorData: base64Url(authData),
      signature: base64Url(toDer(new Uint8Array(signature))),
      userHandle: key.userHandle,
    });
  }

  /** Waits until the autofill request is aborted, because the user picks no passkey from the list. */
  const untilAborted = (signal: AbortSignal | null | undefined) =>
    new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(errorNamed('AbortError', 'Aborted.')));
    });
  const unchanged = (options: unknown) => options as never;

  return {
    mediations,
    cancelNext: () => {
      isCancelled = true;
    },
    PublicKey: {
      parseRequestOptionsFromJSON: unchanged,
      parseCreationOptionsFromJSON: unchanged,
      ...(conditional && { isConditionalMediationAvailable: async () => true }),
      isUserVerifyingPlatformAuthenticatorAvailable: async () => true,
    },
    container: {
      async get(options) {
        mediations.push(options?.mediation);
        if (options?.mediation === 'conditional') return untilAborted(options.signal);
        throwIfCancelled();
        return get(options?.publicKey as unknown as Options);
      },
      async create(options) {
        throwIfCancelled();
        return create(options?.publicKey as unknown as Options);
      },
    },
  };
}
