/** DeviceSecretVerifierConfig: a device's salt and verifier, in base64 of padded bytes. */
import { fromBase64 } from '../../lib/bytes.ts';
import type { JsonObject } from '../../protocol/json-service.ts';
import { invalidParameter, readTexts } from '../input.ts';
import { readObject } from '../input-types.ts';
import { N, toNumber } from '../srp/group.ts';
import type { Verifier } from '../srp/verifier.ts';

/**
 * (?) The bytes are read as a signed number, as Java's BigInteger does: without the zero byte in front, half of all
 * verifiers would be negative and every later sign-in with the device would fail. Here that shows at once.
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
  // 0 and 1 are what every password, or none, would lead to.
  if (verifier <= 1n || verifier >= N)
    throw invalidParameter('PasswordVerifier is no verifier of this group.');
  return { salt: readNumber('Salt', texts.Salt), verifier };
}
