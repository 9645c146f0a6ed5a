/**
 * The 3072-bit group of RFC 5054, appendix A, with g = 2, SHA-256 and Cognito's padding of numbers.
 * https://www.rfc-editor.org/rfc/rfc5054#appendix-A
 */
import { type Bytes, concat, fromHex, toHex } from '../../lib/bytes.ts';
import { sha256 } from '../../lib/digest.ts';

export const N = BigInt(
  `0x${[
    'FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74',
    '020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437',
    '4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED',
    'EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05',
    '98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB',
    '9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B',
    'E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718',
    '3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33',
    'A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7',
    'ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864',
    'D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E2',
    '08E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
  ].join('')}`,
);

export const g = 2n;

/** Returns big-endian bytes, with one zero byte in front if the top bit is set, and no further padding. */
export function pad(value: bigint): Bytes {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return fromHex(/^[89a-f]/.test(even) ? `00${even}` : even) ?? new Uint8Array();
}

export const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes) || '0'}`);

/** Hashes the concatenated parts, and returns the hash as a number. */
export const hashNumber = async (...parts: readonly Uint8Array[]): Promise<bigint> =>
  toNumber(await sha256(concat(...parts)));

/**
 * Computes base^exponent mod N, four bits of the exponent at a time, with the same number of multiplications for each.
 */
export function power(base: bigint, exponent: bigint): bigint {
  const table = [1n];
  const start = base % N;
  for (let index = 1; index < 16; index += 1) table.push(((table[index - 1] ?? 1n) * start) % N);
  let result = 1n;
  for (const digit of exponent.toString(16)) {
    for (let square = 0; square < 4; square += 1) result = (result * result) % N;
    result = (result * (table[Number.parseInt(digit, 16)] ?? 1n)) % N;
  }
  return result;
}

/** Computes the multiplier k = H(pad N ‖ pad g). */
export const multiplier = (): Promise<bigint> => hashNumber(pad(N), pad(g));
