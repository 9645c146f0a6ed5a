// @ts-check
/** The client's side of Cognito's SRP, as far as the benchmark needs it. https://www.rfc-editor.org/rfc/rfc5054 */
import { createHash, createHmac, hkdfSync } from 'node:crypto';

// The 3072-bit prime. https://www.rfc-editor.org/rfc/rfc3526#section-4
export const prime =
  `FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B
302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE6492866
51ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC
9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515
D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8C
DB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946
E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF`.replace(/\s/g, '');
const N = BigInt(`0x${prime}`);
const g = 2n;

/** @param {bigint} base @param {bigint} exponent */
const power = (base, exponent) => {
  let [result, square] = [1n, base % N];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
};
const pad = (/** @type {bigint} */ number) => {
  const hex = number.toString(16);
  const even = hex.length % 2 ? `0${hex}` : hex;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
};
const hash = (/** @type {(Buffer | string)[]} */ ...parts) => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
};
const number = (/** @type {Buffer} */ bytes) => BigInt(`0x${bytes.toString('hex')}`);
const k = number(hash(pad(N), pad(g)));

/** The ephemeral of all sign-ins: the benchmark measures the server, so the client computes A once. */
const a = number(hash('bench'));
const A = power(g, a);
export const publicA = A.toString(16);

/**
 * @param {Record<string, string>} challenge The ChallengeParameters of PASSWORD_VERIFIER.
 * @param {string} poolName The part of the pool id after `_`.
 * @param {string} password
 */
export function answerChallenge(challenge, poolName, password) {
  const { SALT = '', SRP_B = '', SECRET_BLOCK = '', USER_ID_FOR_SRP = '' } = challenge;
  const B = BigInt(`0x${SRP_B}`);
  const u = number(hash(pad(A), pad(B)));
  const x = number(hash(pad(BigInt(`0x${SALT}`)), hash(`${poolName}${USER_ID_FOR_SRP}:${password}`)));
  const S = power((((B - k * power(g, x)) % N) + N) % N, a + u * x);
  const key = Buffer.from(hkdfSync('sha256', pad(S), pad(u), 'Caldera Derived Key', 16));
  const [day, date, month, year, time] = new Date().toUTCString().replace(',', '').split(' ');
  const timestamp = `${day} ${month} ${Number(date)} ${time} UTC ${year}`;
  const mac = createHmac('sha256', key).update(poolName).update(USER_ID_FOR_SRP);
  return {
    USERNAME: USER_ID_FOR_SRP,
    TIMESTAMP: timestamp,
    PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: mac
      .update(Buffer.from(SECRET_BLOCK, 'base64'))
      .update(timestamp)
      .digest('base64'),
  };
}
