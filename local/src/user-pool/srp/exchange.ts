/**
 * One SRP exchange: opened with the client's A, closed with a signature. Its secret block stands for it, of which only
 * the hash is kept. A password's exchange and a device's differ in whose numbers they use and what is hashed in front.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
import { equalBytes, fromBase64, toBase64 } from '../../lib/bytes.ts';
import { sha256Hex } from '../../lib/digest.ts';
import { dropExpired } from '../../lib/drop-over.ts';
import type { Context, Scope } from '../context.ts';
import { invalidParameter, requireParameter } from '../input.ts';
import { REMEMBERED } from '../sign-in/challenge-tokens.ts';
import type { SrpExchange } from '../state.ts';
import { isFresh, readTimestamp } from './timestamp.ts';
import { expectedSignature, isAcceptablePublic, serverPair, type Verifier } from './verifier.ts';

const SECRET_BLOCK_BYTES = 768;
/** More digits than N has, and some to spare. */
const LONGEST_PUBLIC = 1024;

/** SRP_A; refused when it is no number or would fix the shared secret. */
export function readPublic(text: string): bigint {
  const value = /^[0-9a-f]+$/i.test(text) && text.length <= LONGEST_PUBLIC ? BigInt(`0x${text}`) : 0n;
  if (!isAcceptablePublic(value)) throw invalidParameter('SRP_A is not a valid public value.');
  return value;
}

export type ExchangeOwner = Pick<SrpExchange, 'user' | 'name' | 'userIdForSrp' | 'group' | 'progress'>;

/** The key that the exchange is kept under, and what the client is told. */
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
  dropExpired(pool.srpExchanges, platform.now(), REMEMBERED);
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

export interface Claim {
  /** Of the secret block. */
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

/** Whether whoever signed knows the secret behind the exchange's verifier. */
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
