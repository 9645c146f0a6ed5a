/** Proves that the SRP exchange equals that of amazon-cognito-identity-js, and refuses hostile values of a server. */
import { createDiffieHellman, getDiffieHellman, randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { modPow } from '../../../src/sign-in/engine/srp/mod-pow.ts';
import { g, N } from '../../../src/sign-in/engine/srp/srp-group.ts';
import {
  createSrpExchange,
  formatTimestamp,
  pad,
  type SrpExchange,
} from '../../../src/sign-in/engine/srp/srp.ts';
import { oracle, oracleN, oraclePad } from '../../vectors/srp-oracle.ts';

const withoutPauses = { pause: async () => {} };
const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.padStart(64, '0'), 'hex'));
const randomHex = (length: number) => randomBytes(length).toString('hex');
const exchange = (a: string) => createSrpExchange(() => bytes(a), withoutPauses);
const powerByNode = (exponent: bigint) => {
  const party = createDiffieHellman(N.toString(16).padStart(768, '0'), 'hex', '02', 'hex');
  party.setPrivateKey(exponent.toString(16).padStart(768, '0'), 'hex');
  party.generateKeys();
  return BigInt(`0x${party.getPublicKey('hex')}`);
};

interface Claim {
  poolName: string;
  userId: string;
  password: string;
  salt: string;
  serverB: string;
  secretBlock: string;
  timestamp: string;
}

const sign = (srp: SrpExchange, { salt, serverB, secretBlock, ...typed }: Claim) =>
  srp.sign({ SALT: salt, SRP_B: serverB, SECRET_BLOCK: secretBlock }, typed);

const claim: Claim = {
  poolName: 'Ab12Cd34E',
  userId: '8b1f8a0e-9d5c-4c1e-8c55-6ba5b6f3d0f1',
  password: 'Correct-horse-1',
  salt: 'c0ffee00112233445566778899aabbcc',
  serverB: powerByNode(0x1234567890abcdefn).toString(16),
  secretBlock: randomBytes(1200).toString('base64'),
  timestamp: 'Fri Aug 7 05:01:06 UTC 2026',
};

afterEach(() => vi.restoreAllMocks());

describe('the SRP group', () => {
  it('the SRP group is the 3072-bit group of RFC 3526, as in Node and amazon-cognito-identity-js', () => {
    expect(N.toString(16)).toBe(getDiffieHellman('modp15').getPrime('hex'));
    expect(N.toString(16)).toBe(oracleN().toLowerCase());
    expect(g).toBe(2n);
  });
});

describe('modPow', () => {
  it('modPow agrees with Node for the base 2 and for other bases', async () => {
    const [x, y] = [BigInt(`0x${randomHex(32)}`), BigInt(`0x${randomHex(64)}`)];
    expect(await modPow(g, x, withoutPauses)).toBe(powerByNode(x));
    // (2^x)^y: a base other than 2, which modPow cannot raise by shifts.
    expect(await modPow(powerByNode(x), y, withoutPauses)).toBe(powerByNode(x * y));
  });

  it('modPow is exact for the exponents 0, 1, and 31 to 33', async () => {
    for (const exponent of [0n, 1n, 31n, 32n, 33n]) {
      expect(await modPow(3n, exponent, withoutPauses)).toBe(3n ** exponent);
      expect(await modPow(g, exponent, withoutPauses)).toBe(2n ** exponent);
    }
  });

  it('modPow multiplies at most 64 times between two pauses, and little more often than the exponent has bits', async () => {
    let [sincePause, longest, total, pauses] = [0, 0, 0, 0];
    const work = {
      pause: async () => {
        pauses++;
        sincePause = 0;
      },
      multiply: (a: bigint, b: bigint) => {
        longest = Math.max(longest, ++sincePause);
        total++;
        return (a * b) % N;
      },
    };
    const srp = createSrpExchange(() => bytes('f'.repeat(64)), work);
    await srp.publicA();
    const forPublicA = total;
    expect(forPublicA).toBeLessThanOrEqual(52 * 6);
    await sign(srp, claim);
    expect(longest).toBeLessThanOrEqual(64);
    expect(pauses).toBeGreaterThan(15);
    // g^x: 256 bits by shifts. The secret: 512 bits and a table.
    expect(total - forPublicA).toBeLessThanOrEqual(52 * 6 + 31 + 103 * 6 + 6);
  });

  it('publicA computes A once for all its calls', async () => {
    let total = 0;
    const srp = createSrpExchange(() => bytes(randomHex(32)), {
      ...withoutPauses,
      multiply: (a, b) => {
        total++;
        return (a * b) % N;
      },
    });
    const first = await srp.publicA();
    const forFirst = total;
    expect(await srp.publicA()).toBe(first);
    expect(total).toBe(forFirst);
  });
});

describe('an SRP exchange', () => {
  const expectSameAsOracle = async (a: string, changes: Partial<Claim> = {}) => {
    const input = { ...claim, ...changes };
    const srp = exchange(a);
    const result = { publicA: await srp.publicA(), signature: await sign(srp, input) };
    expect(result).toEqual(await oracle({ ...input, a }));
  };

  it('an SRP exchange agrees with amazon-cognito-identity-js on random values', async () => {
    for (let i = 0; i < 15; i++) {
      await expectSameAsOracle(randomHex(32), {
        salt: randomHex(16),
        serverB: powerByNode(BigInt(`0x${randomHex(32)}`)).toString(16),
        password: randomBytes(12).toString('base64'),
      });
    }
  });

  it.each([
    ['a salt with its top bit set', { salt: 'ff'.repeat(16) }],
    ['a salt with leading zeros', { salt: '0000' + '1f'.repeat(14) }],
    ['a salt of odd length', { salt: '1'.repeat(31) }],
    ['B with its top bit set', { serverB: (N - 2n).toString(16) }],
    ['B of few digits', { serverB: '3' }],
    ['B above N', { serverB: (N + 5n).toString(16) }],
    ['B with leading zeros in upper case', { serverB: '00ABCDEF0123456789' }],
    ['a password with spaces at its edges', { password: '  pass word  ' }],
    ['a password beyond Latin', { password: 'пароль🔑ééé' }],
    ['a user name with reserved signs', { userId: 'a+b@%e.com' }],
  ])('fault 85 (padding): an SRP exchange is exact for %s', async (_, changes) => {
    await expectSameAsOracle(randomHex(32), changes);
  });

  // Private values a, found by search, that produce the named case with this claim.
  it.each([
    ['A begins with a zero byte', '12fb'],
    ['A has an odd number of digits', '1010'],
    ['u has its top bit set', '1001'],
    ['u begins with a zero byte', '1087'],
    ['u begins with a zero byte before a high bit', '10a4'],
    ['S begins with a zero byte', '10b5'],
    ['S has an odd number of digits', '1000'],
    ['S has its top bit set', '1002'],
    ['the ephemeral is 1', '1'],
    ['the ephemeral is the greatest', 'f'.repeat(64)],
  ])('fault 85 (padding): an SRP exchange is exact when %s', async (_, a) => {
    await expectSameAsOracle(a);
  });

  it('fault 85 (padding): pad writes a number as Java’s BigInteger does', () => {
    for (const hex of ['0', '1', '7f', '80', 'ff', '100', '7fff', '8000', 'abc', `8${'0'.repeat(767)}`]) {
      expect(Buffer.from(pad(BigInt(`0x${hex}`))).toString('hex')).toBe(oraclePad(hex).toLowerCase());
    }
  });

  it('fault 53 (spaces in a password): a password with spaces has another signature than without', async () => {
    const a = randomHex(32);
    expect(await sign(exchange(a), { ...claim, password: ' x ' })).not.toBe(
      await sign(exchange(a), { ...claim, password: 'x' }),
    );
  });
});

describe('an SRP exchange with a hostile server', () => {
  const refused = { code: 'SrpRejected', kind: 'protocol' };

  it.each(['0', N.toString(16), (2n * N).toString(16).slice(0, 770)])(
    'fault 81 (zero B): B = %.6s… ≡ 0 mod N is refused',
    async (serverB) => {
      await expect(sign(exchange(randomHex(32)), { ...claim, serverB })).rejects.toMatchObject(refused);
    },
  );

  it('fault 82 (zero u): u = 0 is refused', async () => {
    // No input is known whose hash is zero, so a mock returns zeros.
    vi.spyOn(crypto.subtle, 'digest').mockResolvedValue(new ArrayBuffer(32));
    await expect(sign(exchange(randomHex(32)), claim)).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('u is zero') as string,
    });
  });

  it.each([
    ['no salt', { salt: '' }],
    ['a salt that is no number', { salt: 'xyz' }],
    ['a negative salt', { salt: '-1' }],
    ['no B', { serverB: '' }],
    ['a B of a megabyte', { serverB: 'f'.repeat(1_000_000) }],
    ['no SECRET_BLOCK', { secretBlock: '' }],
    ['a SECRET_BLOCK that is no base64', { secretBlock: '***' }],
  ])('fault 83 (malformed salt): %s is a typed error that does not show the password', async (_, changes) => {
    const error = await sign(exchange(randomHex(32)), { ...claim, ...changes }).catch(
      (problem: unknown) => problem,
    );
    expect(error).toMatchObject(refused);
    expect(JSON.stringify(error)).not.toContain(claim.password);
  });
});

describe('an SRP exchange without Web Crypto', () => {
  it('fault 95 (missing Web Crypto): sign rejects with UnsupportedBrowser and names https', async () => {
    vi.stubGlobal('crypto', {});
    await expect(sign(exchange('1'), claim)).rejects.toMatchObject({
      code: 'UnsupportedBrowser',
      message: expect.stringContaining('https') as string,
    });
    vi.unstubAllGlobals();
  });
});

describe('formatTimestamp', () => {
  it.each([
    ['2026-08-07T05:01:06.999Z', 'Fri Aug 7 05:01:06 UTC 2026'],
    ['2026-11-23T23:59:59Z', 'Mon Nov 23 23:59:59 UTC 2026'],
    ['2024-02-29T00:00:00Z', 'Thu Feb 29 00:00:00 UTC 2024'],
  ])('formatTimestamp writes %s as %s', (iso, text) => {
    expect(formatTimestamp(Date.parse(iso))).toBe(text);
  });
});
