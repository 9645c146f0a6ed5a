/** Limits the time of public calls. */
import type { Clock } from '../lib/platform.ts';
import { withTimeout } from '../transport/with-timeout.ts';

/** Milliseconds in which every public call settles: a wait for another tab's lock, and the requests after it. */
export const CALL_TIMEOUT = 25_000;

/**
 * Wraps a function, named `what` in errors, so that each call settles within 25 seconds.
 * The wrapped function throws a {CognitoError} `Timeout` when the time is over.
 */
export type WithCallTimeout = <Input extends unknown[], Result>(
  what: string,
  work: (...input: Input) => Promise<Result>,
) => (...input: Input) => Promise<Result>;

export const createCallTimeout =
  (clock: Clock): WithCallTimeout =>
  (what, work) =>
  (...input) =>
    withTimeout(clock, CALL_TIMEOUT, what, () => work(...input));
