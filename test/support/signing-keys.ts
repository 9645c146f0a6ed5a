/** Signing keys for the local AWSs of a test file. To create one takes both cores a tenth of a second. */
const keys = new Map<string, Promise<CryptoKeyPair>>();

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
};

/** Returns the key of that name, the same one at each call. Each pool has names of its own. */
export function rsaKey(name: string): Promise<CryptoKeyPair> {
  const key = keys.get(name) ?? crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  keys.set(name, key);
  return key;
}
