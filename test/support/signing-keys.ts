/** Signing keys for all local AWSs of a test file: making one takes a tenth of a second of both cores. */
const keys = new Map<string, Promise<CryptoKeyPair>>();

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
};

/** A key for each name, as pools have keys of their own. */
export function rsaKey(name: string): Promise<CryptoKeyPair> {
  const key = keys.get(name) ?? crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  keys.set(name, key);
  return key;
}
