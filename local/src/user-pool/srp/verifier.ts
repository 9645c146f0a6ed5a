/**
 * The server's side of Cognito's SRP-6a. The server stores g^x, never the password.
 * https://www.rfc-editor.org/rfc/rfc5054#section-2.5
 */
import { type Bytes, concat, utf8 } from '../../lib/bytes.ts';
import { hmacSha256, sha256 } from '../../lib/digest.ts';
import { g, hashNumber, multiplier, N, pad, power, toNumber } from './group.ts';

const SALT_BYTES = 16;
/** RFC 5054 requires at least 256 bits. */
const SECRET_BYTES = 32;
const KEY_INFO = 'Caldera Derived Key';

export interface Verifier {
  salt: bigint;
  verifier: bigint;
}

/** @param poolName the part of the pool's id after the underscore */
export async function passwordVerifier(
  poolName: string,
  username: string,
  password: string,
  salt: bigint,
): Promise<Verifier> {
  const inner = await sha256(utf8(`${poolName}${username}:${password}`));
  const x = await hashNumber(pad(salt), inner);
  return { salt, verifier: power(g, x) };
}

export const randomSalt = (random: (length: number) => Uint8Array): bigint => toNumber(random(SALT_BYTES));

/** Makes the secret b and the public B = k·v + g^b. B is never 0 modulo N. */
export async function serverPair(
  verifier: bigint,
  random: (length: number) => Uint8Array,
): Promise<{ secret: bigint; public: bigint }> {
  const k = await multiplier();
  for (;;) {
    const secret = toNumber(random(SECRET_BYTES));
    const B = (k * verifier + power(g, secret)) % N;
    if (B !== 0n && secret !== 0n) return { secret, public: B };
  }
}

/** Refuses an A that is 0 modulo N, which would fix the shared secret at 0 (RFC 5054, section 2.5.4). */
export const isAcceptablePublic = (A: bigint): boolean => A % N !== 0n && A > 0n;

/** Derives the key of both sides from S = (A·v^u)^b; undefined if u is 0. */
async function sessionKey(exchange: {
  clientPublic: bigint;
  serverPublic: bigint;
  serverSecret: bigint;
  verifier: bigint;
}): Promise<Bytes | undefined> {
  const { clientPublic, serverPublic, serverSecret, verifier } = exchange;
  const u = await hashNumber(pad(clientPublic), pad(serverPublic));
  if (u === 0n) return undefined;
  const S = power((clientPublic * power(verifier, u)) % N, serverSecret);
  const secret = await crypto.subtle.importKey('raw', pad(S), 'HKDF', false, ['deriveBits']);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: pad(u), info: utf8(KEY_INFO) };
  return new Uint8Array(await crypto.subtle.deriveBits(derivation, secret, 128));
}

/** Computes the expected PASSWORD_CLAIM_SIGNATURE; undefined if the exchange must be refused. */
export async function expectedSignature(
  exchange: Parameters<typeof sessionKey>[0],
  signed: { poolName: string; userIdForSrp: string; secretBlock: Uint8Array; timestamp: string },
): Promise<Bytes | undefined> {
  const key = await sessionKey(exchange);
  if (!key) return undefined;
  const { poolName, userIdForSrp, secretBlock, timestamp } = signed;
  return hmacSha256(key, concat(utf8(poolName + userIdForSrp), secretBlock, utf8(timestamp)));
}
