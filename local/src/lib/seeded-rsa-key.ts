/**
 * Makes a 2,048-bit RSA key from a seed; the same seed gives the same key. WebCrypto takes no seed. For tests that
 * need the same tokens twice: the seed is as secret as the key. Takes about half a second of arithmetic, in
 * slices.
 * https://www.rfc-editor.org/rfc/rfc8017#section-3
 */
import { type Bytes, fromHex, toHex } from './bytes.ts';
import { createSeededRandom } from './seeded-random.ts';

const HALF = 1024;
const EXPONENT = 65_537n;

function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}

/** Computes the modular inverse with the extended Euclidean algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [rest, next] = [modulus, value % modulus];
  let [factor, nextFactor] = [0n, 1n];
  while (next !== 0n) {
    const times = rest / next;
    [rest, next] = [next, rest - times * next];
    [factor, nextFactor] = [nextFactor, factor - times * nextFactor];
  }
  return ((factor % modulus) + modulus) % modulus;
}

/**
 * Odd numbers below 3,000 that are prime. Most candidates are divisible by one of them and need no modular power.
 */
const smallPrimes = Array.from({ length: 1499 }, (_, index) => 2 * index + 3).filter((number) => {
  for (let factor = 3; factor * factor <= number; factor += 2) if (number % factor === 0) return false;
  return true;
});

/** Miller–Rabin with two bases, which is enough for random numbers of this size. */
function isProbablyPrime(candidate: bigint): boolean {
  let odd = candidate - 1n;
  let twos = 0;
  while (odd % 2n === 0n) {
    odd /= 2n;
    twos += 1;
  }
  return [2n, 3n].every((base) => {
    let power = modPow(base, odd, candidate);
    if (power === 1n || power === candidate - 1n) return true;
    for (let round = 1; round < twos; round += 1) {
      power = (power * power) % candidate;
      if (power === candidate - 1n) return true;
    }
    return false;
  });
}

/**
 * Finds the first prime after a random number. The two highest bits are set, so that the product of two primes has
 * 2,048 bits.
 */
async function prime(random: (length: number) => Bytes): Promise<bigint> {
  const start = BigInt(`0x${toHex(random(HALF / 8))}`) | (3n << BigInt(HALF - 2)) | 1n;
  const rests = smallPrimes.map((small) => Number(start % BigInt(small)));
  for (let step = 0; ; step += 2) {
    if (rests.some((rest, index) => (rest + step) % (smallPrimes[index] ?? 3) === 0)) continue;
    const candidate = start + BigInt(step);
    if ((candidate - 1n) % EXPONENT !== 0n && isProbablyPrime(candidate)) return candidate;
    // Yields, so that pages and other requests keep running.
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
  }
}

const base64url = (value: bigint): string => {
  const hex = value.toString(16);
  const bytes = fromHex(hex.length % 2 === 0 ? hex : `0${hex}`) ?? new Uint8Array();
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
};

export async function seededRsaKey(seed: string): Promise<CryptoKeyPair> {
  const { next } = createSeededRandom(seed);
  const [p, q] = [await prime(next), await prime(next)];
  const d = inverse(EXPONENT, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e: EXPONENT, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const jwk = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, base64url(value)]));
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const imported = (key: JsonWebKey, usage: KeyUsage) =>
    crypto.subtle.importKey('jwk', { ...key, kty: 'RSA' }, algorithm, true, [usage]);
  return {
    privateKey: await imported(jwk, 'sign'),
    publicKey: await imported({ n: jwk['n'] ?? '', e: jwk['e'] ?? '' }, 'verify'),
  };
}
