/** Computes SRP with the arithmetic of amazon-cognito-identity-js and a chosen ephemeral, as an independent reference. */
import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';

interface BigInteger {
  toString(radix: number): string;
}
interface Helper {
  N: BigInteger;
  poolName: string;
  smallAValue: BigInteger;
  largeAValue: BigInteger;
  padHex(n: BigInteger): string;
  calculateA(a: BigInteger, done: (error: unknown, A: BigInteger) => void): void;
  getPasswordAuthenticationKey(
    user: string,
    password: string,
    B: BigInteger,
    salt: BigInteger,
    done: (error: unknown, key: Uint8Array) => void,
  ): void;
}
type Module<Constructor> = { default: Constructor };

const require = createRequire(import.meta.url);
const { default: AuthenticationHelper } =
  require('amazon-cognito-identity-js/lib/AuthenticationHelper.js') as Module<
    new (poolName: string) => Helper
  >;
const { default: BigInteger } = require('amazon-cognito-identity-js/lib/BigInteger.js') as Module<
  new (hex: string, radix: 16) => BigInteger
>;

export interface OracleInput {
  /** The ephemeral, in hex. */
  a: string;
  poolName: string;
  userId: string;
  password: string;
  salt: string;
  serverB: string;
  secretBlock: string;
  timestamp: string;
}

const promiseOf = <Value>(work: (done: (error: unknown, value: Value) => void) => void) =>
  new Promise<Value>((resolve, reject) => {
    work((error, value) => (error ? reject(error) : resolve(value)));
  });

/** Returns A and the signature that the library would send for this challenge. */
export async function oracle(input: OracleInput): Promise<{ publicA: string; signature: string }> {
  const exchange = new AuthenticationHelper(input.poolName);
  exchange.smallAValue = new BigInteger(input.a, 16);
  exchange.largeAValue = await promiseOf<BigInteger>((done) =>
    exchange.calculateA(exchange.smallAValue, done),
  );
  const key = await promiseOf<Uint8Array>((done) =>
    exchange.getPasswordAuthenticationKey(
      input.userId,
      input.password,
      new BigInteger(input.serverB, 16),
      new BigInteger(input.salt, 16),
      done,
    ),
  );
  const signature = createHmac('sha256', key)
    .update(input.poolName + input.userId)
    .update(Buffer.from(input.secretBlock, 'base64'))
    .update(input.timestamp)
    .digest('base64');
  return { publicA: exchange.largeAValue.toString(16), signature };
}

const helper = new AuthenticationHelper('');

/** Returns the library's padded hex for a number. */
export const oraclePad = (hex: string) => helper.padHex(new BigInteger(hex, 16));

/** Returns the library's prime N in hex. */
export const oracleN = () => helper.N.toString(16);
