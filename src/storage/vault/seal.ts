/**
 * A record as the vault keeps it: version, epoch and generation in clear, so that they can be compared within a
 * transaction; the record itself encrypted by AES-GCM, which binds those three and the record's place to it.
 * https://www.w3.org/TR/WebCryptoAPI/#aes-gcm
 */
import { utf8, type Bytes } from '../../lib/bytes.ts';
import { parseJson } from '../../lib/json.ts';
import type { RecordRevision } from '../record-storage.ts';

const AES = 'AES-GCM';

export interface Sealed extends RecordRevision {
  version: number;
  iv: Bytes;
  data: ArrayBuffer;
}

/** A key that encrypts and decrypts, and that no script can read. */
export const newKey = (subtle: SubtleCrypto): Promise<CryptoKey> =>
  subtle.generateKey({ name: AES, length: 256 }, false, ['encrypt', 'decrypt']);

/** `place`: what another record's ciphertext must not be taken for. */
const parameters = (
  iv: Bytes,
  place: string,
  { version, epoch, generation }: RecordRevision & { version: number },
) => ({
  name: AES,
  iv,
  additionalData: utf8(JSON.stringify([place, version, epoch, generation])),
});

/** `iv`: 12 random bytes, never used again with that key. */
export async function seal(
  subtle: SubtleCrypto,
  key: CryptoKey,
  place: string,
  record: RecordRevision & { version: number },
  iv: Bytes,
): Promise<Sealed> {
  const { version, epoch, generation } = record;
  const clear = utf8(JSON.stringify(record));
  const data = await subtle.encrypt(parameters(iv, place, record), key, clear);
  return { version, epoch, generation, iv, data };
}

/** The record as parsed JSON. Rejects when anything of it was changed, or the key is another. */
export async function unseal(
  subtle: SubtleCrypto,
  key: CryptoKey,
  place: string,
  sealed: Sealed,
): Promise<unknown> {
  const clear = await subtle.decrypt(parameters(sealed.iv, place, sealed), key, sealed.data);
  return parseJson(new TextDecoder().decode(clear));
}
