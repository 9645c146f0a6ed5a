/**
 * The MFA methods that a user has, and whether a sign-in of the user needs one.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
import type { MfaMethod, Proof, SignInProgress, User, UserPool } from '../state.ts';
import { canUseMfa } from '../users/mfa.ts';

export const PROOF_OF = {
  SMS_MFA: 'sms',
  EMAIL_OTP: 'email',
  SOFTWARE_TOKEN_MFA: 'totp',
} as const satisfies Record<MfaMethod, Proof>;

/** Lists the methods that the user turned on. If the pool requires MFA and none is on, lists all that are set up. */
export function mfaMethodsOf(pool: UserPool, user: User): readonly MfaMethod[] {
  if (pool.mfa === 'OFF') return [];
  const chosen = user.mfa.enabled.filter((method) => canUseMfa(user, method));
  if (chosen.length > 0 || pool.mfa === 'OPTIONAL') return chosen;
  return pool.mfaMethods.filter((method) => canUseMfa(user, method));
}

export const needsMfa = (pool: UserPool, user: User): boolean =>
  pool.mfa === 'ON' || mfaMethodsOf(pool, user).length > 0;

/** Checks whether a passkey that verified its user counts as two factors. */
export const passkeyCountsAsTwo = (pool: UserPool, user: User): boolean =>
  pool.webAuthn?.factor === 'MULTI_FACTOR_WITH_USER_VERIFICATION' && user.mfa.webAuthn === true;

/** Proofs that count as the other factor beside an MFA method. */
const FACTORS: readonly Proof[] = ['pwd', 'email', 'sms', 'totp', 'webauthn', 'webauthn_uv'];

/**
 * Checks whether the sign-in has proven enough for the pool: two different factors, or a substitute for the second one
 * that the pool accepts.
 */
export function isMfaDone(pool: UserPool, user: User, { proven }: SignInProgress): boolean {
  if (!needsMfa(pool, user)) return true;
  if (pool.devices.skipsMfa && proven.includes('device')) return true;
  if (proven.includes('webauthn_uv') && passkeyCountsAsTwo(pool, user)) return true;
  return mfaMethodsOf(pool, user)
    .map((method) => PROOF_OF[method])
    .some((second) => proven.includes(second) && proven.some((p) => p !== second && FACTORS.includes(p)));
}
