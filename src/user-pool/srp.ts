/**
 * The client's side of Cognito's SRP: proves that one knows the password without sending it.
 * https://www.rfc-editor.org/rfc/rfc5054 in Cognito's own dress: padding, key derivation and signature differ from the RFC.
 */
import { CognitoError } from '../errors.ts';
import { concat, fromBase64, fromHex, toBase64, toHex, utf8, type Bytes } from '../lib/bytes.ts';
import { modPow, yieldToPage, type ModPowWork } from './mod-pow.ts';
import { g, N } from './srp-group.ts';

/** What the service sends with PASSWORD_VERIFIER, and what the person typed. */
export interface SrpClaim {
  /** The part of the pool id after `_`. */
  poolName: string;
  /** USER_ID_FOR_SRP. */
  userId: string;
  password: string;
  /** SALT, in hex. */
  salt: string;
  /** SRP_B, in hex. */
  serverB: string;
  /** SECRET_BLOCK, in base64. */
  secretBlock: string;
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
  sign(claim: SrpClaim): Promise<string>;
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
    async sign({ poolName, userId, password, salt, serverB, secretBlock, timestamp }) {
      const B = hexToBigInt(serverB, 'SRP_B');
      const saltBytes = pad(hexToBigInt(salt, 'SALT'));
      const block = readBlock(secretBlock);
      // Either would let a false server choose the key. https://www.rfc-editor.org/rfc/rfc5054#section-2.5.4
      if (B % N === 0n) throw rejected('SRP_B is a multiple of N');
      const u = toBigInt(await sha256(pad(await bigA()), pad(B)));
      if (u === 0n) throw rejected('the scrambling parameter u is zero');
      const k = toBigInt(await sha256(pad(N), pad(g)));
      const x = toBigInt(await sha256(saltBytes, await sha256(utf8(`${poolName}${userId}:${password}`))));
      const base = (B - k * (await modPow(g, x, work))) % N;
      const S = await modPow(base < 0n ? base + N : base, a + u * x, work);
      const key = await deriveKey(pad(S), pad(u));
      const message = concat(utf8(poolName + userId), block, utf8(timestamp));
      return toBase64(new Uint8Array(await subtle().sign('HMAC', key, message)));
    },
  };
}

/** Big-endian bytes as Java's BigInteger writes them: a zero byte in front when the top bit is set. */
export function pad(n: bigint): Bytes {
  const hex = n.toString(16);
  const even = hex.length % 2 ? `0${hex}` : hex;
  return fromHex(/^[89a-f]/.test(even) ? `00${even}` : even);
}

/** Like `Fri Aug 7 05:01:06 UTC 2026`, in English and UTC wherever the device is. */
export function formatTimestamp(milliseconds: number): string {
  const [weekday, day, month, year, time] = new Date(milliseconds).toUTCString().split(' ');
  return `${weekday?.slice(0, 3)} ${month} ${Number(day)} ${time} UTC ${year}`;
}

const toBigInt = (bytes: Bytes) => BigInt(`0x${toHex(bytes)}`);

function hexToBigInt(hex: string | undefined, name: string): bigint {
  // 3072 bits are 768 digits, and a zero byte may stand in front.
  if (!hex || !/^[\da-f]{1,770}$/i.test(hex)) throw rejected(`${name} is missing or no hexadecimal number`);
  return BigInt(`0x${hex}`);
}

function readBlock(base64: string | undefined): Bytes {
  try {
    if (base64) return fromBase64(base64);
  } catch {
    // Told below, with the same words as a missing one.
  }
  throw rejected('SECRET_BLOCK is missing or no base64');
}

function rejected(what: string): CognitoError {
  return new CognitoError({
    kind: 'protocol',
    code: 'SrpRejected',
    message: `Signing in was stopped: ${what}, so the server's part of the password proof cannot be trusted. Nothing about the password was sent. Check that the endpoint is the user pool's own.`,
  });
}

function subtle(): SubtleCrypto {
  const found = (globalThis as { crypto?: { subtle?: SubtleCrypto } }).crypto?.subtle;
  if (found) return found;
  throw new CognitoError({
    kind: 'config',
    code: 'UnsupportedBrowser',
    message:
      'Web Crypto is missing, and signing in with a password needs it. Browsers offer it on https pages and on localhost only: serve the page over https.',
  });
}

const sha256 = async (...parts: Bytes[]) =>
  new Uint8Array(await subtle().digest('SHA-256', concat(...parts)));

/** HKDF-SHA256 to the 16 bytes that sign. */
async function deriveKey(ikm: Bytes, salt: Bytes): Promise<CryptoKey> {
  return subtle().deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: utf8('Caldera Derived Key') },
    await subtle().importKey('raw', ikm, 'HKDF', false, ['deriveKey']),
    { name: 'HMAC', hash: 'SHA-256', length: 128 },
    false,
    ['sign'],
  );
}
