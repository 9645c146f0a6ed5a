/** The only error that the kit throws. Branch on `code`, never on the message, which is for readers and may change. */
import { importWithRetry } from './lib/import-with-retry.ts';
import type { CognitoErrorCode } from './protocol/error-codes.ts';

/**
 * The kind of failure, which says what to do about it:
 * - `config`, `input`: correct the call; nothing was sent.
 * - `rejected`: the service refused (wrong password, wrong code, a policy); ask the user.
 * - `throttled`: the service refused for now; see `retryAfter`.
 * - `network`, `timeout`, `server`: no reply or a broken one; the session stays and the call may be repeated.
 * - `aborted`: the caller, a newer sign-in or a sign-out ended the call.
 * - `session`: there is no session, or it ended.
 * - `protocol`: this version does not understand the reply; nothing was stored.
 */
export type CognitoErrorKind =
  | 'config'
  | 'input'
  | 'rejected'
  | 'throttled'
  | 'network'
  | 'timeout'
  | 'server'
  | 'aborted'
  | 'session'
  | 'protocol';

export interface CognitoErrorOptions {
  kind: CognitoErrorKind;
  code: CognitoErrorCode;
  /** Text for developers: what happened, why it matters, what to do. It contains no secret. */
  message: string;
  cause?: unknown;
  /** Milliseconds after which a retry can succeed. */
  retryAfter?: number | undefined;
  /** The answer's field that is at fault, such as `password` or `code`. */
  field?: string;
}

/** An error of the kit. Test for it with `isCognitoError`. */
export class CognitoError extends Error {
  override readonly name = 'CognitoError';
  declare readonly kind: CognitoErrorKind;
  declare readonly code: CognitoErrorCode;
  declare readonly retryAfter: number | undefined;
  declare readonly field: string | undefined;

  constructor({ message, cause, ...rest }: CognitoErrorOptions) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, rest);
  }
}

/**
 * Tests for a CognitoError, also of another copy of the kit in the same page.
 * @param error Anything that was caught.
 * @param code A code that the error must have; undefined: any.
 * @returns Whether it is such an error.
 */
export function isCognitoError(error: unknown, code?: CognitoErrorCode): error is CognitoError {
  return (
    error instanceof Error &&
    error.name === 'CognitoError' &&
    (code === undefined || (error as CognitoError).code === code)
  );
}

/** A reason that the service gives in its message only, under a code that it uses for several reasons. */
export type RefusalReason =
  | 'CompromisedPassword'
  | 'PasswordAttemptsExceeded'
  | 'TemporaryPasswordExpired'
  | 'UserDisabled';

/** Assumption: the first sentence is on none of AWS's pages. If the service rewords one, there is no reason, only the code. */
const sentences: readonly [code: CognitoErrorCode, sentence: RegExp, reason: RefusalReason][] = [
  ['InvalidPasswordException', /security reasons/, 'CompromisedPassword'],
  ['NotAuthorizedException', /^Password attempts exceeded/, 'PasswordAttemptsExceeded'],
  ['NotAuthorizedException', /^Temporary password has expired/, 'TemporaryPasswordExpired'],
  ['NotAuthorizedException', /^User is disabled/, 'UserDisabled'],
];

/**
 * Returns the reason of an error whose code stands for several. `InvalidPasswordException`: the password has leaked
 * elsewhere; without a reason, it is against the pool's policy. `NotAuthorizedException`: the account is locked for a
 * while or disabled; without a reason, the password is wrong.
 * @param error The error of a refused request.
 * @returns The reason; undefined if the code says it all.
 */
export const reasonOf = ({ code, message }: CognitoError): RefusalReason | undefined =>
  sentences.find(([of, sentence]) => of === code && sentence.test(message))?.[2];

/**
 * Tests whether the outcome of a request is unknown.
 * @returns True if the request may have taken effect in spite of the error.
 */
export const isUnanswered = ({ kind }: CognitoError): boolean =>
  /^(?:network|timeout|server|aborted)$/.test(kind);

/**
 * Creates the error of a request whose outcome is unknown.
 * @param what The first half of the message: what happened to the request.
 * @returns The error.
 */
export const outcomeUnknownError = (
  kind: CognitoErrorKind,
  code: CognitoErrorCode,
  what: string,
  cause?: unknown,
): CognitoError =>
  new CognitoError({
    kind,
    code,
    cause,
    message: `${what} and may have taken effect all the same. Try again; if it stays so, check the connection.`,
  });

/**
 * Creates the error of a reply that cannot be trusted or understood.
 * @param what The first half of the message: what is wrong with the reply.
 * @returns An error of kind `protocol`.
 */
export const invalidResponseError = (code: CognitoErrorCode, what: string): CognitoError =>
  new CognitoError({
    kind: 'protocol',
    code,
    message: `${what}, so nothing was stored. Try again; if it stays so, check the endpoint and the app client’s settings.`,
  });

/**
 * Loads a part of the kit that is split off.
 * @param part Imports the module.
 * @returns The module.
 * @throws {CognitoError} `NetworkError` if it did not load; the next call tries again.
 */
export const download = <Part>(part: () => Promise<Part>): Promise<Part> =>
  importWithRetry(part).catch((cause: unknown) => {
    throw new CognitoError({
      kind: 'network',
      code: 'NetworkError',
      cause,
      message:
        'A part of the page did not load, so this step cannot be taken. Try again; if it stays so, reload the page: a release may have replaced the file.',
    });
  });

/**
 * Creates the error of an unexpected failure.
 * @param cause The value that was thrown.
 * @returns A CognitoError `InvalidResponse`.
 */
export const unexpectedError = (cause: unknown): CognitoError =>
  new CognitoError({
    kind: 'protocol',
    code: 'InvalidResponse',
    cause,
    message: 'This step failed unexpectedly, see `cause`. Nothing was stored. Try again.',
  });

/**
 * Returns an error of the kit as it is, and any other failure as an unexpected one.
 * @param failure Anything that was caught.
 * @returns A CognitoError.
 */
export const toCognitoError = (failure: unknown): CognitoError =>
  isCognitoError(failure) ? failure : unexpectedError(failure);

/**
 * Creates the error of a call that needs a signed-in user.
 * @returns A CognitoError `NotSignedIn`.
 */
export const notSignedInError = (cause?: unknown): CognitoError =>
  new CognitoError({
    kind: 'session',
    code: 'NotSignedIn',
    cause,
    message: 'No user is signed in. Sign in first.',
  });

/**
 * Creates the error of a call that began in an auth state which has ended meanwhile.
 * @returns A CognitoError `Superseded`.
 */
export const supersededError = (): CognitoError =>
  new CognitoError({
    kind: 'aborted',
    code: 'Superseded',
    message:
      'A sign-out or another sign-in came first, so the result was dropped. Call again in the present session.',
  });
