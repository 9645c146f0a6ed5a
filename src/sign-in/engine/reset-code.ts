/** A reset's code works once, also where nobody heard that it did. */
import { isCognitoError, isUnanswered, type CognitoError } from '../../errors.ts';
import { confirmForgotPassword } from './reset-password.ts';
import type { UserPool } from '../../transport/user-pool.ts';

/**
 * Sets a new password by a code. Resolves with the refusal of a code that has set the password before, or may have: its
 * answer, or that of the sign-in after it, was lost. Whether it did, signing in with that password tells.
 */
export function createReset(pool: UserPool, username: string) {
  let spent: string | undefined;
  return async (
    { code, newPassword }: { code: string; newPassword: string },
    signal?: AbortSignal,
  ): Promise<CognitoError | undefined> => {
    try {
      await confirmForgotPassword(pool, { username, code, newPassword }, signal);
    } catch (error) {
      if (!isCognitoError(error)) throw error;
      if (isUnanswered(error)) spent = code;
      else if (spent === code && error.code.includes('Code')) return error;
      throw error;
    }
    spent = code;
    return undefined;
  };
}
