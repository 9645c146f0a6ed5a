/** PasswordResetRequiredException: an administrator has asked for a new password; the code was sent with that. */
import { isCognitoError, type CognitoError } from '../errors.ts';
import type { Asked, Dialogue } from './challenges/challenge.ts';
import { confirmForgotPassword, forgotPassword } from './reset-password.ts';

export function resetRequired({ pool, username, restart }: Dialogue): Asked<'resetPassword'> {
  /** A code that has set the password, or may have: its answer, or that of the sign-in after it, was lost. */
  let spent: string | undefined;
  return {
    step: { name: 'resetPassword', username },
    async answer({ code, newPassword }, signal) {
      let refusal: CognitoError | undefined;
      try {
        await confirmForgotPassword(pool, { username, code, newPassword }, signal);
      } catch (error) {
        if (!isCognitoError(error)) throw error;
        const isRefused = error.kind === 'rejected';
        if (!isRefused) spent = code;
        // A code works once. Whether it was this one that set the password, signing in with that tells.
        if (!isRefused || spent !== code || !error.code.includes('Code')) throw error;
        refusal = error;
      }
      spent = code;
      try {
        const next = await restart({ password: newPassword }, signal);
        if (!refusal || next.step.name !== 'resetPassword') return next;
      } catch (error) {
        if (!refusal || !isCognitoError(error, 'NotAuthorizedException')) throw error;
      }
      throw refusal;
    },
    resend: (signal) => forgotPassword(pool, { username }, signal),
  };
}
