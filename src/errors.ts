/** The one error that leaves the kit. Branch on `code`; never on the message, which is for people and may change. */
import { importAgain } from './lib/import-with-retry.ts';
import type { CognitoErrorCode } from './protocol/error-codes.ts';

/**
 * What sort of thing went wrong, and so what to do about it:
 * - `config`, `input`: mend the call; nothing was sent.
 * - `rejected`: the service said no (wrong password, wrong code, a policy); ask the person.
 * - `throttled`: the service said not now; see `retryAfter`.
 * - `network`, `timeout`, `server`: no answer or a broken one; the session is kept and the call may be repeated.
 * - `aborted`: the caller, a newer sign-in or a sign-out ended it.
 * - `session`: there is no session, or it ended.
 * - `protocol`: an answer that this version does not understand; nothing was stored.
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
  /** For developers: what happened, why it matters, how to mend it. Holds no secret. */
  message: string;
  cause?: unknown;
  /** Milliseconds to wait before another try can succeed. */
  retryAfter?: number | undefined;
  /** The answer's field that is at fault, such as `password` or `code`. */
  field?: string;
}

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

/** Tells a CognitoError, and one of a given code, also across two copies of the kit in one page. */
export function isCognitoError(error: unknown, code?: CognitoErrorCode): error is CognitoError {
  return (
    error instanceof Error &&
    error.name === 'CognitoError' &&
    (code === undefined || (error as CognitoError).code === code)
  );
}

/** What the service says in its sentence only, under a code that it has for several things. */
export type RefusalReason =
  | 'CompromisedPassword'
  | 'PasswordAttemptsExceeded'
  | 'TemporaryPasswordExpired'
  | 'UserDisabled';

/** (?) The first is in none of AWS's pages. Where the service words it anew there is no reason, and the code says enough. */
const sentences: readonly [code: CognitoErrorCode, sentence: RegExp, reason: RefusalReason][] = [
  ['InvalidPasswordException', /security reasons/, 'CompromisedPassword'],
  ['NotAuthorizedException', /^Password attempts exceeded/, 'PasswordAttemptsExceeded'],
  ['NotAuthorizedException', /^Temporary password has expired/, 'TemporaryPasswordExpired'],
  ['NotAuthorizedException', /^User is disabled/, 'UserDisabled'],
];

/**
 * Tells apart what has one code: a password that has leaked elsewhere from one that is against the pool's policy
 * (`InvalidPasswordException` without a reason), an account that is locked for a while or switched off from a wrong
 * password (`NotAuthorizedException` without a reason).
 */
export const reasonOf = ({ code, message }: CognitoError): RefusalReason | undefined =>
  sentences.find(([of, sentence]) => of === code && sentence.test(message))?.[2];

/** Whether the request may have taken effect all the same. */
export const isUnanswered = ({ kind }: CognitoError): boolean =>
  /^(?:network|timeout|server|aborted)$/.test(kind);

/** For a request of which nobody knows what became: `what` happened to it. */
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

/** For an answer that cannot be trusted or understood: `what` is wrong with it. */
export const invalidResponseError = (code: CognitoErrorCode, what: string): CognitoError =>
  new CognitoError({
    kind: 'protocol',
    code,
    message: `${what}, so nothing was stored. Try again; if it stays so, check the endpoint and the app client’s settings.`,
  });

/** Downloads a part of the kit. @throws {CognitoError} `NetworkError`; the next call tries again */
export const download = <Part>(part: () => Promise<Part>): Promise<Part> =>
  importAgain(part).catch((cause: unknown) => {
    throw new CognitoError({
      kind: 'network',
      code: 'NetworkError',
      cause,
      message:
        'A part of the page did not load, so this step cannot be taken. Try again; if it stays so, reload the page: a release may have replaced the file.',
    });
  });

/** For what nobody foresaw. */
export const unexpected = (cause: unknown): CognitoError =>
  new CognitoError({
    kind: 'protocol',
    code: 'InvalidResponse',
    cause,
    message: 'This step failed by what is in `cause`, so nothing was stored. Try again.',
  });

/** For what only somebody signed in may do. */
export const notSignedIn = (cause?: unknown): CognitoError =>
  new CognitoError({
    kind: 'session',
    code: 'NotSignedIn',
    cause,
    message: 'This can only be done by who is signed in, and nobody is. Sign in first.',
  });

/** The result of a call that began in an auth state which has ended since. */
export const superseded = (): CognitoError =>
  new CognitoError({
    kind: 'aborted',
    code: 'Superseded',
    message:
      'A sign-out or another sign-in came between, so the result was dropped. Call again in the present session.',
  });
