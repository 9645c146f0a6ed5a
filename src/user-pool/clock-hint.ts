/** An authenticator app's codes follow its phone's clock: a refusal of one says so. */
import { isCognitoError } from '../errors.ts';

/** CodeMismatchException, and EnableSoftwareTokenMFAException at the set-up. */
const refusal = /^(CodeMis|Enable)/;

/** For `catch`. Throws the error, with the hint where it is such a refusal. */
export function hintAtClock(error: unknown): never {
  if (isCognitoError(error) && refusal.test(error.code))
    error.message += ' The phone’s clock may be off: set it right, and enter the next code.';
  throw error;
}
