/** Codes that are sent to a person: six digits, one at a time for a purpose, with an end and a count of wrong tries. */
import { equalBytes, utf8 } from '../../lib/bytes.ts';
import { ServiceError } from '../../service-error.ts';
import { countAttempt, forgetAttempts, refuseOverLimit } from '../sign-in/attempts.ts';
import type { Context } from '../context.ts';
import { sendCode } from './delivery.ts';
import type { CodePurpose, User, UserPool } from '../state.ts';
import { userKey } from '../users/users.ts';

const HOUR = 3_600_000;
const LIFETIME: Record<CodePurpose, number> = {
  SignUp: 24 * HOUR,
  ForgotPassword: HOUR,
  UpdateUserAttribute_email: 24 * HOUR,
  UpdateUserAttribute_phone_number: 24 * HOUR,
  VerifyUserAttribute_email: 24 * HOUR,
  VerifyUserAttribute_phone_number: 24 * HOUR,
};

export const codeMismatch = (): ServiceError =>
  new ServiceError('CodeMismatchException', 'Invalid verification code provided, please try again.');

export const codeExpired = (): ServiceError =>
  new ServiceError('ExpiredCodeException', 'Invalid code provided, please request a code again.');

/** Six digits, each value as likely as any other. */
function newCode(random: (length: number) => Uint8Array): string {
  for (;;) {
    const value = random(4).reduce((sum, byte) => sum * 256 + byte, 0);
    if (value < 4_294_000_000) return String(value % 1_000_000).padStart(6, '0');
  }
}

/** Sends a new code, which takes the place of the one before. */
export function issueCode(context: Context, pool: UserPool, user: User, purpose: CodePurpose) {
  const now = context.world.now();
  const key = `${purpose}:${userKey(user.username)}`;
  refuseOverLimit(pool, 'codesSent', key, now);
  countAttempt(pool, 'codesSent', key, now);
  const code = newCode(context.world.random);
  user.codes[purpose] = { code, expiresAt: now + LIFETIME[purpose] };
  return sendCode(context, user, purpose, code);
}

/**
 * Throws unless this is the code of that purpose. The caller ends it with `spendCode` once everything else is right
 * too, so that a refused password does not cost the code.
 */
export function checkCode(
  pool: UserPool,
  user: User,
  purpose: CodePurpose,
  given: string,
  now: number,
): void {
  const key = `${purpose}:${userKey(user.username)}`;
  refuseOverLimit(pool, 'wrongCodes', key, now);
  const issued = user.codes[purpose];
  if (!issued || issued.expiresAt <= now) throw codeExpired();
  if (!equalBytes(utf8(issued.code), utf8(given))) {
    countAttempt(pool, 'wrongCodes', key, now);
    throw codeMismatch();
  }
}

export function spendCode(pool: UserPool, user: User, purpose: CodePurpose): void {
  const key = `${purpose}:${userKey(user.username)}`;
  delete user.codes[purpose];
  forgetAttempts(pool, 'wrongCodes', key);
  forgetAttempts(pool, 'codesSent', key);
}
