/** Steps that Cognito asks for by an exception instead of a challenge. */
import { isCognitoError } from '../../errors.ts';
import type { UserPool } from '../../transport/user-pool.ts';
import { createReset, forgotPassword } from './reset-password.ts';
import type { PendingSignIn, SignInExchange } from './sign-in-exchange.ts';
import { confirmSignUp, resendConfirmationCode } from './sign-up.ts';

/**
 * UserNotConfirmedException: confirms the sign-up by its code, then signs in.
 * @param signIn begins the sign-in again, with the password that was just typed
 */
export const unconfirmed = (
  pool: UserPool,
  username: string,
  signIn: (signal?: AbortSignal) => Promise<PendingSignIn>,
): PendingSignIn<'confirmSignUp'> => ({
  step: { name: 'confirmSignUp', username },
  async answer({ code }, signal) {
    try {
      await confirmSignUp(pool, { username, code }, signal);
    } catch (error) {
      // A try whose reply was lost may have confirmed the user already. If not, signing in asks again.
      if (!isCognitoError(error, 'NotAuthorizedException')) throw error;
    }
    return signIn(signal);
  },
  resend: (signal) => resendConfirmationCode(pool, { username }, signal),
});

/** PasswordResetRequiredException: an administrator reset the password. Cognito has sent a code for a new one. */
export function resetRequired({ pool, username, restart }: SignInExchange): PendingSignIn<'resetPassword'> {
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
