/**
 * Authentication levels: how strong a set of proven factors is.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-step-up-authentication.html
 */
import type { Proof } from '../state.ts';

export type Level = 0 | 1 | 2 | 3 | 4;

const PREFIX = 'urn:cognito:loa:';

export const acrOf = (level: Level): string => `${PREFIX}${level}`;

/** Returns the level of an `acr` value; undefined if the value names none. */
export function levelNamed(acr: string): Exclude<Level, 0> | undefined {
  return ([1, 2, 3, 4] as const).find((level) => acrOf(level) === acr);
}

/** Returns the highest level that the factors satisfy. Remembered devices and custom challenges count for no level. */
export function levelOf(proven: readonly Proof[]): Level {
  const has = (...proofs: Proof[]) => proofs.some((proof) => proven.includes(proof));
  if (has('pwd') && has('totp')) return 4;
  if (has('webauthn', 'webauthn_uv') || (has('pwd') && has('sms', 'email'))) return 3;
  if (has('sms', 'email', 'otp')) return 2;
  return has('pwd') ? 1 : 0;
}
