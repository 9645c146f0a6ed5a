/**
 * The kit's SRP client and the local AWS's verifier were written separately. They must agree a thousand times with each
 * other, and with the arithmetic of amazon-cognito-identity-js on every edge case.
 */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { expectedSignature, passwordVerifier, serverPair } from '../../local/src/user-pool/srp/verifier.ts';
import { createSrpExchange, formatTimestamp } from '../../src/sign-in/engine/srp/srp.ts';
import { oracle } from '../vectors/srp-oracle.ts';

const poolName = 'Local0001';
const random = (length: number) => new Uint8Array(randomBytes(length));
const alphabets = ['abcXYZ019', '!"§$%&/()=?`+*~#', ' \t', 'éßøñ', '漢字かな', '🔑👩‍🚀'].map((text) =>
  Array.from(text),
);
const pick = <T>(from: readonly T[]): T => from[randomBytes(1).readUInt8() % from.length] as T;
const text = (length: number) => Array.from({ length }, () => pick(pick(alphabets))).join('');

interface ExchangeInput {
  a?: Uint8Array<ArrayBuffer>;
  salt?: bigint;
  userId?: string;
  password?: string;
}

/** Runs one SRP exchange. Returns the signatures of the client, the verifier and the oracle (amazon-cognito-identity-js). */
async function exchange(input: ExchangeInput = {}) {
  const { a = random(32), userId = text(8), password = text(12) } = input;
  const salt = input.salt ?? BigInt(`0x${randomBytes(16).toString('hex')}`);
  const { verifier } = await passwordVerifier(poolName, userId, password, salt);
  const server = await serverPair(verifier, random);
  const client = createSrpExchange(() => a, { pause: async () => {} });
  const A = await client.publicA();
  const secretBlock = random(64);
  const timestamp = formatTimestamp(Date.UTC(2026, 10, 1) + randomBytes(4).readUInt32BE());
  const claim = {
    poolName,
    userId,
    salt: salt.toString(16),
    serverB: server.public.toString(16),
    secretBlock: Buffer.from(secretBlock).toString('base64'),
    timestamp,
  };
  const expected = await expectedSignature(
    { clientPublic: BigInt(`0x${A}`), serverPublic: server.public, serverSecret: server.secret, verifier },
    { poolName, userIdForSrp: userId, secretBlock, timestamp },
  );
  return {
    A,
    B: claim.serverB,
    expected: Buffer.from(expected ?? []).toString('base64'),
    sign: (typed = password) =>
      client.sign(
        { SALT: claim.salt, SRP_B: claim.serverB, SECRET_BLOCK: claim.secretBlock },
        { poolName, userId, password: typed, timestamp },
      ),
    asOracle: async () => (await oracle({ ...claim, password, a: Buffer.from(a).toString('hex') })).signature,
  };
}

describe('SRP between the kit and the local AWS', () => {
  it('agrees a thousand times on random users, passwords, salts and ephemerals', async () => {
    for (let i = 0; i < (process.env['LONG'] ? 10_000 : 1000); i += 1) {
      const { expected, sign } = await exchange();
      expect(expected).not.toBe('');
      expect(await sign()).toBe(expected);
    }
  }, 600_000);

  it('agrees with amazon-cognito-identity-js thirty times', async () => {
    for (let i = 0; i < 30; i += 1) {
      const { expected, sign, asOracle } = await exchange();
      const signature = await sign();
      expect(signature).toBe(expected);
      expect(signature).toBe(await asOracle());
    }
  }, 60_000);

  it('disagrees on any other password', async () => {
    const { expected, sign } = await exchange({ password: 'Correct-horse-1' });
    for (const typed of ['Correct-horse-2', 'correct-horse-1', 'Correct-horse-1 ', ''])
      expect(await sign(typed)).not.toBe(expected);
    expect(await sign('Correct-horse-1')).toBe(expected);
  });

  /** Repeats the exchange until A and B match. About one value in 256 begins with a zero byte. */
  const until = async (matches: (values: { A: string; B: string }) => boolean) => {
    for (;;) {
      const result = await exchange();
      if (matches(result)) return result;
    }
  };
  const digits = 768;
  const highBit = (hex: string) => hex.length === digits && /^[89a-f]/.test(hex);

  it.each<[string, () => ReturnType<typeof exchange>]>([
    ['a salt with its top bit set', () => exchange({ salt: 0xffn << 120n })],
    ['a salt that begins with zero bytes', () => exchange({ salt: 0x1fn })],
    ['an ephemeral of 1', () => exchange({ a: new Uint8Array(32).with(31, 1) })],
    ['an ephemeral of all ones', () => exchange({ a: new Uint8Array(32).fill(255) })],
    ['an empty password', () => exchange({ password: '' })],
    ['A with its top bit set', () => until(({ A }) => highBit(A))],
    ['B with its top bit set', () => until(({ B }) => highBit(B))],
    ['A below its full length', () => until(({ A }) => A.length < digits)],
    ['B below its full length', () => until(({ B }) => B.length < digits)],
  ])(
    'fault 85 (padding): client, verifier and amazon-cognito-identity-js agree on %s',
    async (_what, make) => {
      const { expected, sign, asOracle } = await make();
      const signature = await sign();
      expect(signature).toBe(expected);
      expect(signature).toBe(await asOracle());
    },
  );
});
