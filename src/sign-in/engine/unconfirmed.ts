/** UserNotConfirmedException: the code that confirms the sign-up leads on to signed in, as it was begun. */
import { isCognitoError } from '../../errors.ts';
import type { Asked, SignInProgress } from './challenges/challenge.ts';
import { confirmSignUp, resendConfirmationCode } from './sign-up.ts';
import type { UserPool } from '../../transport/user-pool.ts';

/** `signIn` begins again, with the password that was just typed. */
export const unconfirmed = (
  pool: UserPool,
  username: string,
  signIn: (signal?: AbortSignal) => Promise<SignInProgress>,
): Asked<'confirmSignUp'> => ({
  step: { name: 'confirmSignUp', username },
  async answer({ code }, signal) {
    try {
      await confirmSignUp(pool, { username, code }, signal);
    } catch (error) {
      // Confirmed already, as when the reply to an earlier try was lost. If not, signing in asks again.
      if (!isCognitoError(error, 'NotAuthorizedException')) throw error;
    }
    return signIn(signal);
  },
  resend: (signal) => resendConfirmationCode(pool, { username }, signal),
});
