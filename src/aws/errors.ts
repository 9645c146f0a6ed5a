/** The errors of AWS credentials. */
import { CognitoError, type CognitoErrorKind } from '../errors.ts';
import type { CognitoErrorCode } from '../protocol/error-codes.ts';

/** @param why A clause without a full stop: why there are no credentials, and what to do. */
export const noCredentialsError = (
  kind: CognitoErrorKind,
  code: CognitoErrorCode,
  why: string,
  cause?: unknown,
): CognitoError => new CognitoError({ kind, code, cause, message: `No AWS credentials: ${why}.` });

/** Returned when there is neither a user, another login, nor a guest that the config allows. */
export const notSignedInError = (): CognitoError =>
  noCredentialsError(
    'session',
    'NotSignedIn',
    'no user is signed in. Sign in, or let guests in with guest: true',
  );
