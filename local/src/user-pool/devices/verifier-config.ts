/** Reads DeviceSecretVerifierConfig: a device's salt and verifier, in base64 of padded bytes. */
import { fromBase64 } from '../../lib/bytes.ts';
import type { JsonObject } from '../../protocol/json-service.ts';
import { invalidParameter, readTexts } from '../input.ts';
import { readObject } from '../input-types.ts';
import { N, toNumber } from '../srp/group.ts';
import type { Verifier } from '../srp/verifier.ts';

/**
 * Reads a number, and refuses one that a signed reading would make negative. Assumption: AWS reads the bytes as Java's
 * BigInteger does. Without a zero byte in front, half of all verifiers would be negative there, and every later sign-in
 * with the device would fail. Here the mistake shows at once.
 */
function readNumber(name: string, text: string): bigint {
  const bytes = fromBase64(text);
  if (!bytes || bytes.length === 0) throw invalidParameter(`${name} is not base64 of a number.`);
  if ((bytes[0] ?? 0) >= 0x80) {
    throw invalidParameter(`${name} is negative: put a zero byte in front when the top bit is set.`);
  }
  return toNumber(bytes);
}

export function readVerifierConfig(input: JsonObject): Verifier {
  const config = readObject(input, 'DeviceSecretVerifierConfig');
  if (!config) throw invalidParameter('Missing required parameter DeviceSecretVerifierConfig');
  const texts = readTexts(config, { PasswordVerifier: {}, Salt: {} });
  const verifier = readNumber('PasswordVerifier', texts.PasswordVerifier);
  // A verifier of 0 or 1 would make the shared secret independent of the device's secret.
  if (verifier <= 1n || verifier >= N)
    throw invalidParameter('PasswordVerifier is no verifier of this group.');
  return { salt: readNumber('Salt', texts.Salt), verifier };
}
