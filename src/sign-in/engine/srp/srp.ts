/**
 * The client's side of Cognito's SRP: proves that one knows the password without sending it.
 * https://www.rfc-editor.org/rfc/rfc5054 in Cognito's own dress: padding, key derivation and signature differ from the RFC.
 */
import { CognitoError, invalidResponseError } from '../../../errors.ts';
import { concat, fromBase64, fromHex, toBase64, toHex, utf8, type Bytes } from '../../../lib/bytes.ts';
import { modPow, yieldToPage, type ModPowWork } from './mod-pow.ts';
import { g, N } from './srp-group.ts';

/** What the service sends with PASSWORD_VERIFIER: SALT and SRP_B in hex, SECRET_BLOCK in base64. */
export type SrpParameters = Readonly<Record<string, string>>;

/** What goes into the proof beside that. */
export interface SrpClaim {
  /** The part of the pool id after `_`. */
  poolName: string;
  /** USER_ID_FOR_SRP. */
  userId: string;
  password: string;
  /** As `formatTimestamp` writes it. */
  timestamp: string;
}

/** One exchange, for one sign-in. Made ahead of time, so that A costs nothing when the form is sent. */
export interface SrpExchange {
  /** SRP_A, in hex. Worked out once, at the first call. */
  publicA(): Promise<string>;
  /**
   * PASSWORD_CLAIM_SIGNATURE, in base64.
   * @throws {CognitoError} `SrpRejected` when the server's values would give the password away or cannot be read
   */
  sign(parameters: SrpParameters, claim: SrpClaim): Promise<string>;
}

/** `random` gives the ephemeral: 256 bits are enough by RFC 5054 section 2.6, and a quarter of the work. */
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
      // Either would let a false server choose the key. https://www.rfc-editor.org/rfc/rfc5054#section-2.5.4
      if (B % N === 0n || u === 0n) throw rejected(u ? 'SRP_B is a multiple of N' : 'u is zero');
      const k = toBigInt(await sha256(pad(N), pad(g)));
      const x = await privateKey(user, password, salt);
      const base = (B - k * (await modPow(g, x, work))) % N;
      const S = await modPow(base < 0n ? base + N : base, a + u * x, work);
      // HKDF, of which one block is enough. https://www.rfc-editor.org/rfc/rfc5869#section-2
      const derived = await hmac(await hmac(pad(u), pad(S)), utf8('Caldera Derived Key\u0001'));
      return toBase64(await hmac(derived.slice(0, 16), concat(utf8(user), block, utf8(timestamp))));
    },
  };
}

/** SRP's x. `user` is the group, such as the pool's name, and the user's id in it, run together. */
export const privateKey = async (user: string, password: string, salt: bigint): Promise<bigint> =>
  toBigInt(await sha256(pad(salt), await sha256(utf8(`${user}:${password}`))));

/** Big-endian bytes as Java's BigInteger writes them, with room for a sign bit. */
export const pad = (n: bigint): Bytes =>
  fromHex(n.toString(16).padStart(2 * ((n.toString(2).length >> 3) + 1), '0'));

/** Like `Fri Aug 7 05:01:06 UTC 2026`, in English and UTC wherever the device is. */
export const formatTimestamp = (milliseconds: number): string =>
  new Date(milliseconds).toUTCString().replace(/(\w+), 0?(\d+) (\w+) (\d+) (\S+) GMT/, '$1 $3 $2 $5 UTC $4');

export const toBigInt = (bytes: Bytes) => BigInt(`0x${toHex(bytes)}`);

function read({ SRP_B = '', SALT = '', SECRET_BLOCK }: SrpParameters) {
  try {
    // BigInt throws on what is no number. 3072 bits are 768 digits, and a zero byte may stand in front.
    if (SECRET_BLOCK && SRP_B.length <= 770) {
      return { B: BigInt(`0x${SRP_B}`), salt: BigInt(`0x${SALT}`), block: fromBase64(SECRET_BLOCK) };
    }
  } catch {
    // Told below, with the same words.
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
