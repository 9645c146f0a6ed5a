/**
 * The first factors that USER_AUTH offers: those that the pool allows and the user has.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html#authentication-flows-selection-choice
 */
import { canUsePasskey } from '../passkeys/settings.ts';
import type { FirstFactor, User, UserPool } from '../state.ts';
import { needsMfa, passkeyCountsAsTwo } from './mfa-methods.ts';

/** A name in AvailableChallenges and PREFERRED_CHALLENGE. A password has two: in clear and by SRP. */
export type Choice = FirstFactor | 'PASSWORD_SRP';

export const choicesOf = (factors: readonly FirstFactor[]): Choice[] =>
  factors.flatMap((factor): Choice[] => (factor === 'PASSWORD' ? ['PASSWORD', 'PASSWORD_SRP'] : [factor]));

/**
 * Lists the user's first factors. A user with MFA can sign in with a password only, or with a passkey that counts as two
 * factors.
 */
export function firstFactorsOf(pool: UserPool, user: User): FirstFactor[] {
  const oneIsEnough = !needsMfa(pool, user);
  const has = {
    PASSWORD: user.password !== undefined,
    EMAIL_OTP: oneIsEnough && Boolean(user.attributes['email']),
    SMS_OTP: oneIsEnough && Boolean(user.attributes['phone_number']),
    WEB_AUTHN: (oneIsEnough || passkeyCountsAsTwo(pool, user)) && canUsePasskey(pool, user),
  } satisfies Record<FirstFactor, boolean>;
  return pool.firstFactors.filter((factor) => has[factor]);
}
