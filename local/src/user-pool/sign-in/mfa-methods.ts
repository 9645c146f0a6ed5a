/**
 * Which second factors a sign-in of this user needs, and which it can have.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
import type { Contact, MfaMethod, Proof, SignInProgress, User, UserPool } from '../state.ts';

export const PROOF_OF = {
  SMS_MFA: 'sms',
  EMAIL_OTP: 'email',
  SOFTWARE_TOKEN_MFA: 'totp',
} as const satisfies Record<MfaMethod, Proof>;

export const CONTACT_OF = {
  SMS_MFA: 'phone_number',
  EMAIL_OTP: 'email',
} as const satisfies Partial<Record<MfaMethod, Contact>>;

/** Whether the user can answer it: an app that was verified, or an address, which the first code verifies. */
export const isSetUp = (user: User, method: MfaMethod): boolean =>
  method === 'SOFTWARE_TOKEN_MFA' ? user.totp !== undefined : Boolean(user.attributes[CONTACT_OF[method]]);

/** What the user turned on; in a pool that requires MFA, whatever is set up for somebody who turned on nothing. */
export function mfaMethodsOf(pool: UserPool, user: User): readonly MfaMethod[] {
  if (pool.mfa === 'OFF') return [];
  const chosen = user.mfa.enabled.filter((method) => isSetUp(user, method));
  if (chosen.length > 0 || pool.mfa === 'OPTIONAL') return chosen;
  return pool.mfaMethods.filter((method) => isSetUp(user, method));
}

export const needsMfa = (pool: UserPool, user: User): boolean =>
  pool.mfa === 'ON' || mfaMethodsOf(pool, user).length > 0;

/** Whether a passkey that verified its user counts as two factors. */
export const passkeyIsTwo = (pool: UserPool, user: User): boolean =>
  pool.webAuthn?.factor === 'MULTI_FACTOR_WITH_USER_VERIFICATION' && user.mfa.webAuthn === true;

/** What counts as a factor of its own beside a second one. */
const FACTORS: readonly Proof[] = ['pwd', 'email', 'sms', 'totp', 'webauthn', 'webauthn_uv'];

/** Whether what was proven is enough for the pool: two different factors, or what it lets stand for the second. */
export function mfaIsDone(pool: UserPool, user: User, { proven }: SignInProgress): boolean {
  if (!needsMfa(pool, user)) return true;
  if (pool.devices.skipsMfa && proven.includes('device')) return true;
  if (proven.includes('webauthn_uv') && passkeyIsTwo(pool, user)) return true;
  return mfaMethodsOf(pool, user)
    .map((method) => PROOF_OF[method])
    .some((second) => proven.includes(second) && proven.some((p) => p !== second && FACTORS.includes(p)));
}
