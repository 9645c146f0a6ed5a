/** The ways in which a session is not there, or not any more. */
import { CognitoError, invalidResponseError } from '../errors.ts';

/** `what` is wrong with the tokens. */
export const invalidToken = (what: string) =>
  invalidResponseError('InvalidToken', `The tokens cannot be used: ${what}`);

export const sessionEnded = (cause: unknown) =>
  new CognitoError({
    kind: 'session',
    code: 'SessionEnded',
    cause,
    message: 'The service no longer renews the session, so it was ended here too. Sign in again.',
  });
