/** Explains refused codes of an authenticator app, which follow the phone's clock. */
import { isCognitoError } from '../../errors.ts';

/** CodeMismatchException; at the set-up EnableSoftwareTokenMFAException. */
const refusal = /^(CodeMis|Enable)/;

/** Throws the error again, with a hint at the phone's clock if the code was refused. */
export function hintAtClock(error: unknown): never {
  if (isCognitoError(error) && refusal.test(error.code))
    error.message += ' The phone’s clock may be off: set it right, and enter the next code.';
  throw error;
}
