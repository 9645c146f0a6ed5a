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

/** Creates the error of a call without user, other login or allowed guest. */
export const noPrincipalError = (): CognitoError =>
  noCredentialsError(
    'session',
    'NotSignedIn',
    'no user is signed in. Sign in, or let guests in with guest: true',
  );
