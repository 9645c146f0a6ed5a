/** A client for Cognito's SRP, written for these tests without any code of the kit or of the local AWS. */
import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const PRIME_START = 'FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD1';
/** The 3072-bit prime of RFC 3526 by its formula: 2^3072 − 2^3008 − 1 + 2^64·(⌊2^2942·π⌋ + 1690314). */
const pi = (() => {
  // Machin: π = 16·arctan(1/5) − 4·arctan(1/239), in fixed point with guard bits.
  const bits = 3200n;
  const arctanOfInverse = (x: bigint) => {
    let term = (1n << bits) / x;
    let sum = term;
    for (let odd = 3n, sign = -1n; term !== 0n; odd += 2n, sign = -sign) {
      term /= x * x;
      sum += (sign * term) / odd;
    }
    return sum;
  };
  return (16n * arctanOfInverse(5n) - 4n * arctanOfInverse(239n)) >> (bits - 2942n);
})();
export const N = (1n << 3072n) - (1n << 3008n) - 1n + (1n << 64n) * (pi + 1690314n);
if (!N.toString(16).toUpperCase().startsWith(PRIME_START)) throw new Error('the prime is wrong');

export const pad = (value: bigint): Buffer => {
  const hex = value.toString(16);
  const even = hex.length % 2 ? `0${hex}` : hex;
  return Buffer.from(Number.parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even, 'hex');
};
const sha256 = (...parts: (Buffer | string)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const number = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex')}`);
export const power = (base: bigint, exponent: bigint): bigint => {
  let result = 1n;
  for (let square = base % N, rest = exponent; rest > 0n; rest >>= 1n, square = (square * square) % N) {
    if (rest & 1n) result = (result * square) % N;
  }
  return result;
};
const privateKey = (poolName: string, userId: string, password: string, salt: bigint) =>
  number(sha256(pad(salt), sha256(`${poolName}${userId}:${password}`)));

export const verifierOf = (poolName: string, userId: string, password: string, salt: bigint): bigint =>
  power(2n, privateKey(poolName, userId, password, salt));

export function timestampOf(milliseconds: number): string {
  const [, day, date, month, year, time] =
    /^(\w+), 0?(\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(milliseconds).toUTCString()) ?? [];
  return `${day} ${month} ${date} ${time} UTC ${year}`;
}

export interface SrpClient {
  a: bigint;
  A: string;
  /** Returns the answer to PASSWORD_VERIFIER. */
  claim(
    poolName: string,
    parameters: Record<string, string>,
    password: string,
    timestamp: string,
  ): Record<string, string>;
}

export function srpClient(): SrpClient {
  const a = number(randomBytes(32));
  const A = power(2n, a);
  return {
    a,
    A: A.toString(16),
    claim(poolName, parameters, password, timestamp) {
      const { SALT = '', SRP_B = '', SECRET_BLOCK = '', USER_ID_FOR_SRP = '' } = parameters;
      const B = BigInt(`0x${SRP_B}`);
      const u = number(sha256(pad(A), pad(B)));
      const k = number(sha256(pad(N), pad(2n)));
      const x = privateKey(poolName, USER_ID_FOR_SRP, password, BigInt(`0x${SALT}`));
      const base = (((B - k * power(2n, x)) % N) + N) % N;
      const S = power(base, a + u * x);
      const key = Buffer.from(hkdfSync('sha256', pad(S), pad(u), 'Caldera Derived Key', 16));
      const signature = createHmac('sha256', key)
        .update(poolName + USER_ID_FOR_SRP)
        .update(Buffer.from(SECRET_BLOCK, 'base64'))
        .update(timestamp)
        .digest('base64');
      return {
        USERNAME: USER_ID_FOR_SRP,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: signature,
        TIMESTAMP: timestamp,
      };
    },
  };
}
