/**
 * Web Crypto for the model, in place of the global one. It hashes synchronously, because another thread would finish in an
 * order that no seed decides. RSA signatures are HMACs, because real ones take longer than the rest of an interleaving.
 * The model tests which tab has which token, and not the signatures.
 */
import { createHash, createHmac, webcrypto } from 'node:crypto';

type Data = Uint8Array | ArrayBuffer;
interface HmacKey {
  [Symbol.toStringTag]: 'CryptoKey';
  bytes: Uint8Array;
}

const real = webcrypto.subtle;
/** The HMAC key of every signature. The signed header names the RSA key that it stands for. */
const SEAL = 'seal';

/** The pending work on another thread. It runs one at a time, so that it ends in the order of its start. */
let last: Promise<unknown> = Promise.resolve();
let busy = 0;
const inOrder = <Result>(work: () => Promise<Result>): Promise<Result> => {
  busy++;
  const run = last.then(work).finally(() => busy--);
  last = run.catch(() => undefined);
  return run;
};

const bytesOf = (data: Data) => new Uint8Array(ArrayBuffer.isView(data) ? data.slice() : data);
const bufferOf = (bytes: Uint8Array) => new Uint8Array(bytes).buffer;
const nameOf = (algorithm: AlgorithmIdentifier) =>
  typeof algorithm === 'string' ? algorithm : algorithm.name;
const isHmac = (key: object): key is HmacKey => 'bytes' in key;
const hmac = (key: Uint8Array | string, data: Data) =>
  createHmac('sha256', key).update(bytesOf(data)).digest();

const imported = new Map<string, Promise<CryptoKey>>();

const subtle = {
  async digest(algorithm: AlgorithmIdentifier, data: Data) {
    const hash = nameOf(algorithm).replace('-', '').toLowerCase();
    return bufferOf(createHash(hash).update(bytesOf(data)).digest());
  },
  async importKey(
    format: 'raw' | 'jwk',
    data: JsonWebKey & Data,
    algorithm: AlgorithmIdentifier,
    extractable: boolean,
    usages: KeyUsage[],
  ): Promise<CryptoKey | HmacKey> {
    if (nameOf(algorithm) === 'HMAC') return { [Symbol.toStringTag]: 'CryptoKey', bytes: bytesOf(data) };
    const key = `${data.n ?? ''} ${data.d ?? ''} ${String(extractable)}`;
    const cached = imported.get(key);
    if (cached && data.n) return cached;
    const importedKey = inOrder(() => real.importKey(format as 'jwk', data, algorithm, extractable, usages));
    imported.set(key, importedKey);
    return importedKey;
  },
  async sign(algorithm: AlgorithmIdentifier, key: CryptoKey | HmacKey, data: Data) {
    if (isHmac(key)) return bufferOf(hmac(key.bytes, data));
    if (nameOf(algorithm).startsWith('RSA')) return bufferOf(hmac(SEAL, data));
    return inOrder(() => real.sign(algorithm, key, bytesOf(data)));
  },
  async verify(algorithm: AlgorithmIdentifier, key: CryptoKey, signature: Data, data: Data) {
    if (nameOf(algorithm).startsWith('RSA')) return hmac(SEAL, data).equals(bytesOf(signature));
    return inOrder(() => real.verify(algorithm, key, bytesOf(signature), bytesOf(data)));
  },
  exportKey: (format: 'jwk', key: CryptoKey) => inOrder(() => real.exportKey(format, key)),
  generateKey: (algorithm: RsaHashedKeyGenParams, extractable: boolean, usages: KeyUsage[]) =>
    inOrder(() => real.generateKey(algorithm, extractable, usages)),
};

export const crypto = {
  subtle,
  getRandomValues: webcrypto.getRandomValues.bind(webcrypto),
  randomUUID: webcrypto.randomUUID.bind(webcrypto),
};

const tick = () => new Promise<void>((resolve) => process.nextTick(resolve));
const isBusy = () => busy > 0;

/** Runs everything that waits only for promises: `nextTick` callbacks come after these. */
export async function settle(): Promise<void> {
  do {
    // Several ticks, because streams may schedule ticks of their own.
    for (let turn = 0; turn < 3; turn++) await tick();
    if (isBusy()) await last;
  } while (isBusy());
}
