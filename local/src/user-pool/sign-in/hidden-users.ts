/**
 * Made-up data for a name that no user has, for app clients that hide which users exist (PreventUserExistenceErrors).
 * All of it is derived from the pool's secret and the name, so repeated requests get the same answer.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
import { type Bytes, fromBase64, utf8 } from '../../lib/bytes.ts';
import { hmacSha256 } from '../../lib/digest.ts';
import { uuidFrom } from '../../lib/uuid.ts';
import { type CodeDelivery, deliveryTo } from '../codes/masks.ts';
import { N, toNumber } from '../srp/group.ts';
import type { Contact, FirstFactor, UserPool } from '../state.ts';
import { isPhone } from '../users/schema.ts';

const derive = (pool: UserPool, purpose: string, name: string): Promise<Bytes> =>
  hmacSha256(fromBase64(pool.secret) ?? utf8(pool.secret), utf8(`${purpose}:${name.toLowerCase()}`));

const letterAt = (bytes: Bytes, index: number) => String.fromCharCode(97 + ((bytes[index] ?? 0) % 26));

/** Returns a salt, a verifier for which no password is known, and a UUID as USER_ID_FOR_SRP, as AWS makes it up. */
export async function fakeVerifier(pool: UserPool, name: string) {
  const salt = (await derive(pool, 'salt', name)).subarray(0, 16);
  const verifier = await derive(pool, 'verifier', name);
  return {
    userIdForSrp: uuidFrom(await derive(pool, 'user', name)),
    salt: toNumber(salt),
    verifier: toNumber(verifier) % N,
  };
}

/** Returns delivery details for a code that was not sent: to the name itself if it is an address, else by e-mail. */
export async function fakeDelivery(pool: UserPool, name: string): Promise<CodeDelivery> {
  if (isPhone(name)) return deliveryTo('phone_number', name);
  const bytes = await derive(pool, 'delivery', name);
  const email = name.includes('@') ? name : `${letterAt(bytes, 0)}@${letterAt(bytes, 1)}`;
  return deliveryTo('email', email);
}

/** Returns delivery details as `fakeDelivery` does, but always of the requested kind of address. */
export async function fakeDeliveryTo(pool: UserPool, name: string, contact: Contact): Promise<CodeDelivery> {
  if (isPhone(name) === (contact === 'phone_number')) return fakeDelivery(pool, name);
  const bytes = await derive(pool, `delivery ${contact}`, name);
  if (contact === 'email') return deliveryTo(contact, `${letterAt(bytes, 0)}@${letterAt(bytes, 1)}`);
  const digits = Array.from(bytes.subarray(0, 11), (byte) => byte % 10).join('');
  return deliveryTo(contact, `+${digits}`);
}

/**
 * Returns the first factors that USER_AUTH offers to a name that no user has. Factors that every user of the pool has
 * are always among them; the name decides the rest. Passkeys never are, since most users have none.
 */
export async function fakeFirstFactors(pool: UserPool, name: string): Promise<FirstFactor[]> {
  const bytes = await derive(pool, 'factors', name);
  const isChosen = (index: number) => ((bytes[index] ?? 0) & 1) === 1;
  const isRequired = (attribute: string) => pool.requiredAttributes.includes(attribute);
  const has = {
    PASSWORD: true,
    EMAIL_OTP: pool.mfa !== 'ON' && (isRequired('email') || isChosen(0)),
    SMS_OTP: pool.mfa !== 'ON' && (isRequired('phone_number') || isChosen(1)),
    WEB_AUTHN: false,
  } satisfies Record<FirstFactor, boolean>;
  const factors = pool.firstFactors.filter((factor) => has[factor]);
  return factors.length > 0 ? factors : pool.firstFactors.slice(0, 1);
}
