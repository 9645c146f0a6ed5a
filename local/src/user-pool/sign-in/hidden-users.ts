/**
 * What USER_AUTH shows of a name that nobody has, where the client hides that: made up, and the same at each time.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
import { type Bytes, fromBase64, utf8 } from '../../lib/bytes.ts';
import { hmacSha256 } from '../../lib/digest.ts';
import { type CodeDelivery, deliveryTo } from '../codes/masks.ts';
import type { Contact, FirstFactor, UserPool } from '../state.ts';
import { fakeDelivery } from '../users/existence.ts';
import { isPhone } from '../users/schema.ts';

const derive = (pool: UserPool, what: string, name: string): Promise<Bytes> =>
  hmacSha256(fromBase64(pool.secret) ?? utf8(pool.secret), utf8(`${what}:${name.toLowerCase()}`));

/**
 * What a name that nobody has is offered: what everybody has, and of the rest the same at each time. No passkey, since
 * most people have none.
 */
export async function madeUpFactors(pool: UserPool, name: string): Promise<FirstFactor[]> {
  const bits = await derive(pool, 'factors', name);
  const maybe = (index: number) => ((bits[index] ?? 0) & 1) === 1;
  const required = (attribute: string) => pool.requiredAttributes.includes(attribute);
  const has = {
    PASSWORD: true,
    EMAIL_OTP: pool.mfa !== 'ON' && (required('email') || maybe(0)),
    SMS_OTP: pool.mfa !== 'ON' && (required('phone_number') || maybe(1)),
    WEB_AUTHN: false,
  } satisfies Record<FirstFactor, boolean>;
  const factors = pool.firstFactors.filter((factor) => has[factor]);
  return factors.length > 0 ? factors : pool.firstFactors.slice(0, 1);
}

/** Where a code would have gone: to the address that was given for a name, if one was. */
export async function madeUpDelivery(pool: UserPool, name: string, contact: Contact): Promise<CodeDelivery> {
  if (isPhone(name) === (contact === 'phone_number')) return fakeDelivery(pool, name);
  const bytes = await derive(pool, `delivery ${contact}`, name);
  if (contact === 'email') {
    const letter = (index: number) => String.fromCharCode(97 + ((bytes[index] ?? 0) % 26));
    return deliveryTo(contact, `${letter(0)}@${letter(1)}`);
  }
  const digits = Array.from(bytes.subarray(0, 11), (byte) => byte % 10).join('');
  return deliveryTo(contact, `+${digits}`);
}
