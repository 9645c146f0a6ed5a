/**
 * What USER_AUTH offers: the first factors that the pool allows and this user has.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html#authentication-flows-selection-choice
 */
import { canUsePasskey } from '../passkeys/settings.ts';
import type { FirstFactor, User, UserPool } from '../state.ts';
import { needsMfa, passkeyIsTwo } from './mfa-methods.ts';

/** As AvailableChallenges and PREFERRED_CHALLENGE name them: a password is offered in both of its forms. */
export type Choice = FirstFactor | 'PASSWORD_SRP';

export const choicesOf = (factors: readonly FirstFactor[]): Choice[] =>
  factors.flatMap((factor): Choice[] => (factor === 'PASSWORD' ? ['PASSWORD', 'PASSWORD_SRP'] : [factor]));

/** Who has MFA signs in with a password, or with a passkey that counts as two factors. */
export function firstFactorsOf(pool: UserPool, user: User): FirstFactor[] {
  const one = !needsMfa(pool, user);
  const has = {
    PASSWORD: user.password !== undefined,
    EMAIL_OTP: one && Boolean(user.attributes['email']),
    SMS_OTP: one && Boolean(user.attributes['phone_number']),
    WEB_AUTHN: (one || passkeyIsTwo(pool, user)) && canUsePasskey(pool, user),
  } satisfies Record<FirstFactor, boolean>;
  return pool.firstFactors.filter((factor) => has[factor]);
}
