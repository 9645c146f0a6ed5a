/**
 * SRP exchanges: opened with the client's A, closed with the client's signature. The secret block identifies the
 * exchange; only its hash is stored. Passwords and devices use the same exchange with other salts, verifiers and
 * group names.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
import { equalBytes, fromBase64, toBase64 } from '../../lib/bytes.ts';
import { sha256Hex } from '../../lib/digest.ts';
import { dropExpired } from '../../lib/drop-over.ts';
import { type Context, EXPIRED_RECORD_LIFETIME, type Scope } from '../context.ts';
import { invalidParameter, requireParameter } from '../input.ts';
import type { SrpExchange } from '../state.ts';
import { isFresh, readTimestamp } from './timestamp.ts';
import { expectedSignature, isAcceptablePublic, serverPair, type Verifier } from './verifier.ts';

const SECRET_BLOCK_BYTES = 768;
/** Hexadecimal digits, more than the 768 of N. */
const LONGEST_PUBLIC = 1024;

/** Reads SRP_A. Refuses a text that is no number, and a value that would fix the shared secret. */
export function readPublic(text: string): bigint {
  const value = /^[0-9a-f]+$/i.test(text) && text.length <= LONGEST_PUBLIC ? BigInt(`0x${text}`) : 0n;
  if (!isAcceptablePublic(value)) throw invalidParameter('SRP_A is not a valid public value.');
  return value;
}

export type ExchangeOwner = Pick<SrpExchange, 'user' | 'name' | 'userIdForSrp' | 'group' | 'progress'>;

/** Stores a new exchange. Returns its key and the challenge parameters for the client. */
export async function openExchange(
  { platform }: Context,
  { pool, client }: Scope,
  clientPublic: bigint,
  owner: ExchangeOwner,
  { salt, verifier }: Verifier,
) {
  const server = await serverPair(verifier, platform.random);
  const secretBlock = toBase64(platform.random(SECRET_BLOCK_BYTES));
  const key = await sha256Hex(secretBlock);
  dropExpired(pool.srpExchanges, platform.now(), EXPIRED_RECORD_LIFETIME);
  pool.srpExchanges[key] = {
    ...owner,
    clientId: client.id,
    clientPublic: clientPublic.toString(16),
    serverSecret: server.secret.toString(16),
    serverPublic: server.public.toString(16),
    verifier: verifier.toString(16),
    expiresAt: platform.now() + client.sessionValidity * 1000,
    used: false,
  };
  return {
    key,
    parameters: {
      SALT: salt.toString(16),
      SECRET_BLOCK: secretBlock,
      SRP_B: server.public.toString(16),
    },
  };
}

/** The client's proof: its signature, and the fields that the signature covers. */
export interface Claim {
  /** SHA-256 of the secret block, the key of the exchange. */
  key: string;
  secretBlock: string;
  signature: Uint8Array | undefined;
  timestamp: string;
  /** Milliseconds since the epoch. */
  signedAt: number;
}

export async function readClaim(responses: ReadonlyMap<string, string>): Promise<Claim> {
  const secretBlock = requireParameter(responses, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const signature = fromBase64(requireParameter(responses, 'PASSWORD_CLAIM_SIGNATURE'));
  const timestamp = requireParameter(responses, 'TIMESTAMP');
  const signedAt = readTimestamp(timestamp);
  if (signedAt === undefined) {
    throw invalidParameter('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
  }
  return { key: await sha256Hex(secretBlock), secretBlock, signature, timestamp, signedAt };
}

const bigints = ({ clientPublic, serverPublic, serverSecret, verifier }: SrpExchange) => ({
  clientPublic: BigInt(`0x${clientPublic}`),
  serverPublic: BigInt(`0x${serverPublic}`),
  serverSecret: BigInt(`0x${serverSecret}`),
  verifier: BigInt(`0x${verifier}`),
});

/** Checks that the claim was signed with the secret behind the exchange's verifier, not too long before `now`. */
export async function provesSecret(exchange: SrpExchange, claim: Claim, now: number): Promise<boolean> {
  const { secretBlock, signature, timestamp, signedAt } = claim;
  const expected = await expectedSignature(bigints(exchange), {
    poolName: exchange.group,
    userIdForSrp: exchange.userIdForSrp,
    secretBlock: fromBase64(secretBlock) ?? new Uint8Array(),
    timestamp,
  });
  return Boolean(signature && expected && equalBytes(signature, expected) && isFresh(signedAt, now));
}
