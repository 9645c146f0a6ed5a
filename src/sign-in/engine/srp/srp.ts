/**
 * Proves a password without sending it: the client's side of Cognito's SRP. Padding, key derivation and signature
 * differ from https://www.rfc-editor.org/rfc/rfc5054.
 */
import { CognitoError, invalidResponseError } from '../../../errors.ts';
import { concat, fromBase64, fromHex, toBase64, toHex, utf8, type Bytes } from '../../../lib/bytes.ts';
import type { AuthReply } from '../../../protocol/challenges.ts';
import type { UserPool } from '../../../transport/user-pool.ts';
import { modPow, yieldToPage, type ModPowWork } from './mod-pow.ts';
import { g, N } from './srp-group.ts';

/** The parameters of PASSWORD_VERIFIER: SALT and SRP_B in hex, SECRET_BLOCK in base64. */
export type SrpParameters = Readonly<Record<string, string>>;

/** The client's part of the proof. */
export interface SrpClaim {
  /** The part of the pool id after `_`. */
  poolName: string;
  /** USER_ID_FOR_SRP. */
  userId: string;
  password: string;
  /** Formatted by `formatTimestamp`. */
  timestamp: string;
}

/** The SRP values of one sign-in. Create it while the user types, so that A is ready when the form is sent. */
export interface SrpExchange {
  /** Returns SRP_A, in hex. Computed once, at the first call. */
  publicA(): Promise<string>;
  /**
   * Returns PASSWORD_CLAIM_SIGNATURE, in base64.
   * @throws {CognitoError} `SrpRejected` if the server's values would give the password away or cannot be read
   */
  sign(parameters: SrpParameters, claim: SrpClaim): Promise<string>;
}

/**
 * Creates the SRP values of one sign-in.
 * @param random gives the ephemeral: 256 bits, the minimum of RFC 5054 section 2.6
 */
export function createSrpExchange(
  random: (length: number) => Bytes,
  work: ModPowWork = { pause: yieldToPage },
): SrpExchange {
  const a = toBigInt(random(32));
  let A: Promise<bigint> | undefined;
  const bigA = () => (A ??= modPow(g, a, work));
  return {
    publicA: async () => (await bigA()).toString(16),
    async sign(parameters, { poolName, userId, password, timestamp }) {
      needWebCrypto();
      const { B, salt, block } = read(parameters);
      const user = poolName + userId;
      const u = toBigInt(await sha256(pad(await bigA()), pad(B)));
      // A multiple of N and a zero would each let a false server choose the key. https://www.rfc-editor.org/rfc/rfc5054#section-2.5.4
      if (B % N === 0n || u === 0n) throw rejected(u ? 'SRP_B is a multiple of N' : 'u is zero');
      const k = toBigInt(await sha256(pad(N), pad(g)));
      const x = await privateKey(user, password, salt);
      const base = (B - k * (await modPow(g, x, work))) % N;
      const S = await modPow(base < 0n ? base + N : base, a + u * x, work);
      // HKDF, cut to one block. https://www.rfc-editor.org/rfc/rfc5869#section-2
      const derived = await hmac(await hmac(pad(u), pad(S)), utf8('Caldera Derived Key\u0001'));
      return toBase64(await hmac(derived.slice(0, 16), concat(utf8(user), block, utf8(timestamp))));
    },
  };
}

/** Returns the answers to PASSWORD_VERIFIER and DEVICE_PASSWORD_VERIFIER: the proof of a user's or a device's password. */
export async function createPasswordClaims(
  { platform }: Pick<UserPool, 'platform'>,
  { ChallengeParameters: parameters = {} }: AuthReply,
  srp: SrpExchange,
  claim: Omit<SrpClaim, 'timestamp'>,
): Promise<Record<string, string | undefined>> {
  const timestamp = formatTimestamp(platform.clock.now());
  return {
    PASSWORD_CLAIM_SIGNATURE: await srp.sign(parameters, { ...claim, timestamp }),
    PASSWORD_CLAIM_SECRET_BLOCK: parameters['SECRET_BLOCK'],
    TIMESTAMP: timestamp,
  };
}

/** Returns SRP's x. `user` is the group, such as the pool's name, followed by the user's id in it. */
export const privateKey = async (user: string, password: string, salt: bigint): Promise<bigint> =>
  toBigInt(await sha256(pad(salt), await sha256(utf8(`${user}:${password}`))));

/** Returns big-endian bytes as Java's BigInteger writes them, with room for a sign bit. */
export const pad = (n: bigint): Bytes =>
  fromHex(n.toString(16).padStart(2 * ((n.toString(2).length >> 3) + 1), '0'));

/** Formats a time like `Fri Aug 7 05:01:06 UTC 2026`, in English and UTC on every device. */
export const formatTimestamp = (milliseconds: number): string =>
  new Date(milliseconds).toUTCString().replace(/(\w+), 0?(\d+) (\w+) (\d+) (\S+) GMT/, '$1 $3 $2 $5 UTC $4');

export const toBigInt = (bytes: Bytes) => BigInt(`0x${toHex(bytes)}`);

function read({ SRP_B = '', SALT = '', SECRET_BLOCK }: SrpParameters) {
  try {
    // BigInt throws on malformed digits. 3072 bits are 768 digits, and a zero byte may stand in front.
    if (SECRET_BLOCK && SRP_B.length <= 770) {
      return { B: BigInt(`0x${SRP_B}`), salt: BigInt(`0x${SALT}`), block: fromBase64(SECRET_BLOCK) };
    }
  } catch {
    // Throws below, with the same message.
  }
  throw rejected('SRP_B, SALT or SECRET_BLOCK is missing or malformed');
}

const rejected = (what: string) =>
  invalidResponseError('SrpRejected', `The sign-in was stopped because ${what}`);

function needWebCrypto() {
  if ('subtle' in crypto) return;
  throw new CognitoError({
    kind: 'config',
    code: 'UnsupportedBrowser',
    message:
      'Web Crypto is missing, as on pages without https, and signing in needs it. Serve the page over https.',
  });
}

const sha256 = async (...parts: Bytes[]) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', concat(...parts)));

async function hmac(key: Bytes, message: Bytes): Promise<Bytes> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', key, algorithm, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, message));
}
