/** PasswordResetRequiredException: an administrator has asked for a new password; the code was sent with that. */
import { isCognitoError } from '../../errors.ts';
import type { Asked, Dialogue } from './challenges/challenge.ts';
import { createReset } from './reset-code.ts';
import { forgotPassword } from './reset-password.ts';

export function resetRequired({ pool, username, restart }: Dialogue): Asked<'resetPassword'> {
  const reset = createReset(pool, username);
  return {
    step: { name: 'resetPassword', username },
    async answer({ code, newPassword }, signal) {
      const refusal = await reset({ code, newPassword }, signal);
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
