/**
 * What a user who does not exist looks like from outside, by the client's PreventUserExistenceErrors: stable, so that
 * asking twice tells nothing.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
import { type Bytes, fromBase64, utf8 } from '../../lib/bytes.ts';
import { hmacSha256 } from '../../lib/digest.ts';
import { uuidFrom } from '../../lib/uuid.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Scope } from '../context.ts';
import { deliveryTo } from '../codes/masks.ts';
import { N, toNumber } from '../srp/group.ts';
import type { UserPool } from '../state.ts';
import { isPhone } from './schema.ts';

export const userNotFound = (): ServiceError =>
  new ServiceError('UserNotFoundException', 'User does not exist.');

export const wrongPassword = (): ServiceError =>
  new ServiceError('NotAuthorizedException', 'Incorrect username or password.');

export const hidesExistence = ({ client }: Scope): boolean => client.preventUserExistenceErrors === 'ENABLED';

const derive = (pool: UserPool, what: string, name: string): Promise<Bytes> =>
  hmacSha256(fromBase64(pool.secret) ?? utf8(pool.secret), utf8(`${what}:${name.toLowerCase()}`));

/** A salt, a verifier that no password is known for, and an id as AWS makes it up: a UUID. */
export async function fakeVerifier(pool: UserPool, name: string) {
  const salt = (await derive(pool, 'salt', name)).subarray(0, 16);
  const verifier = await derive(pool, 'verifier', name);
  return {
    userIdForSrp: uuidFrom(await derive(pool, 'user', name)),
    salt: toNumber(salt),
    verifier: toNumber(verifier) % N,
  };
}

/** Where a code would have gone. */
export async function fakeDelivery(pool: UserPool, name: string) {
  if (isPhone(name)) return deliveryTo('phone_number', name);
  const letters = await derive(pool, 'delivery', name);
  const letter = (index: number) => String.fromCharCode(97 + ((letters[index] ?? 0) % 26));
  const email = name.includes('@') ? name : `${letter(0)}@${letter(1)}`;
  return deliveryTo('email', email);
}
