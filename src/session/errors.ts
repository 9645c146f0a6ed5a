/** The ways in which a session is not there, or not any more. */
import { CognitoError } from '../errors.ts';

/** For what began in an epoch that has passed. */
export const superseded = () =>
  new CognitoError({
    kind: 'aborted',
    code: 'Superseded',
    message:
      'This began under a session that a sign-out or another sign-in has ended since, so its result was dropped and ' +
      'nobody gets another person’s data. Call again as whoever is signed in now.',
  });

/** `what` is wrong with the tokens. */
export const invalidToken = (what: string) =>
  new CognitoError({
    kind: 'protocol',
    code: 'InvalidToken',
    message:
      `The tokens cannot be used: ${what}. Nothing was stored. Check that userPoolId and clientId are those that they ` +
      'were issued for, and sign in again.',
  });

export const sessionEnded = (cause: unknown) =>
  new CognitoError({
    kind: 'session',
    code: 'SessionEnded',
    cause,
    message:
      'The service refused to renew the session, so it was ended here too: it ran out, was revoked, or the user was ' +
      'disabled. Sign in again.',
  });
