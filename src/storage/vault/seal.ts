/**
 * Encrypts a record for the vault. Version, epoch and generation stay in clear, so that a transaction can compare them;
 * the record itself is encrypted by AES-GCM, which binds those three and the record's name to it.
 * https://www.w3.org/TR/WebCryptoAPI/#aes-gcm
 */
import { utf8, type Bytes } from '../../lib/bytes.ts';
import { parseJson } from '../../lib/json.ts';
import type { RecordRevision } from '../record-storage.ts';

const AES = 'AES-GCM';

/** An encrypted record, as the database contains it. */
export interface Sealed extends RecordRevision {
  version: number;
  iv: Bytes;
  data: ArrayBuffer;
}

/**
 * Generates a key that encrypts and decrypts, and that no script can export.
 * @returns An AES-GCM key of 256 bits.
 */
export const newKey = (subtle: SubtleCrypto): Promise<CryptoKey> =>
  subtle.generateKey({ name: AES, length: 256 }, false, ['encrypt', 'decrypt']);

const parameters = (
  iv: Bytes,
  name: string,
  { version, epoch, generation }: RecordRevision & { version: number },
) => ({
  name: AES,
  iv,
  additionalData: utf8(JSON.stringify([name, version, epoch, generation])),
});

/**
 * Encrypts a record.
 * @param name The record's name. Ciphertext of one name does not decrypt under another.
 * @param iv 12 random bytes, never used again with that key.
 * @returns The encrypted record.
 */
export async function seal(
  subtle: SubtleCrypto,
  key: CryptoKey,
  name: string,
  record: RecordRevision & { version: number },
  iv: Bytes,
): Promise<Sealed> {
  const { version, epoch, generation } = record;
  const clear = utf8(JSON.stringify(record));
  const data = await subtle.encrypt(parameters(iv, name, record), key, clear);
  return { version, epoch, generation, iv, data };
}

/**
 * Decrypts a record.
 * @param name The record's name when it was encrypted.
 * @returns The record as parsed JSON.
 * @throws {DOMException} `OperationError` if any part of it was changed, or the key is another one.
 */
export async function unseal(
  subtle: SubtleCrypto,
  key: CryptoKey,
  name: string,
  sealed: Sealed,
): Promise<unknown> {
  const clear = await subtle.decrypt(parameters(sealed.iv, name, sealed), key, sealed.data);
  return parseJson(new TextDecoder().decode(clear));
}
