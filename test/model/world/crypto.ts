/**
 * Web Crypto for the model, in place of the global one: hashes at once instead of on another thread, whose order no seed
 * decides; and RSA signatures as HMACs, since a real one takes longer than the rest of an interleaving. What is under
 * test is who holds which token when, not what it is signed with.
 */
import { createHash, createHmac, webcrypto } from 'node:crypto';

type Data = Uint8Array | ArrayBuffer;
interface HmacKey {
  [Symbol.toStringTag]: 'CryptoKey';
  bytes: Uint8Array;
}

const real = webcrypto.subtle;
/** What every signature is made with; the header that is signed names the key that it stands for. */
const SEAL = 'seal';

/** Work on another thread that is under way. One at a time, so that it ends in the order in which it was begun. */
let last: Promise<unknown> = Promise.resolve();
let busy = 0;
const slow = <Result>(work: () => Promise<Result>): Promise<Result> => {
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
    const known = imported.get(key);
    if (known && data.n) return known;
    const made = slow(() => real.importKey(format as 'jwk', data, algorithm, extractable, usages));
    imported.set(key, made);
    return made;
  },
  async sign(algorithm: AlgorithmIdentifier, key: CryptoKey | HmacKey, data: Data) {
    if (isHmac(key)) return bufferOf(hmac(key.bytes, data));
    if (nameOf(algorithm).startsWith('RSA')) return bufferOf(hmac(SEAL, data));
    return slow(() => real.sign(algorithm, key, bytesOf(data)));
  },
  async verify(algorithm: AlgorithmIdentifier, key: CryptoKey, signature: Data, data: Data) {
    if (nameOf(algorithm).startsWith('RSA')) return hmac(SEAL, data).equals(bytesOf(signature));
    return slow(() => real.verify(algorithm, key, bytesOf(signature), bytesOf(data)));
  },
  exportKey: (format: 'jwk', key: CryptoKey) => slow(() => real.exportKey(format, key)),
  generateKey: (algorithm: RsaHashedKeyGenParams, extractable: boolean, usages: KeyUsage[]) =>
    slow(() => real.generateKey(algorithm, extractable, usages)),
};

export const crypto = {
  subtle,
  getRandomValues: webcrypto.getRandomValues.bind(webcrypto),
  randomUUID: webcrypto.randomUUID.bind(webcrypto),
};

const tick = () => new Promise<void>((resolve) => process.nextTick(resolve));
const isBusy = () => busy > 0;

/** Lets everything run that waits for nothing but promises, which `nextTick` comes after. */
export async function settle(): Promise<void> {
  do {
    // More than once: what streams do may ask for a tick of its own.
    for (let turn = 0; turn < 3; turn++) await tick();
    if (isBusy()) await last;
  } while (isBusy());
}
