/** Bounds work in time, even work that ignores its signal. */
import { outcomeUnknownError } from '../errors.ts';
import { abortable } from '../lib/abortable.ts';
import type { Clock } from '../lib/platform.ts';

/**
 * Runs `work` until it settles, the time is over, or `outer` aborts.
 * @param what The work's name in errors.
 * @param work Receives a signal that aborts with the time or with `outer`.
 * @param outer The caller's signal.
 * @returns The result of `work`.
 * @throws {CognitoError} `Timeout` after so many milliseconds; else the reason of `outer`, or the error of `work`.
 */
export async function withTimeout<Result>(
  clock: Clock,
  milliseconds: number,
  what: string,
  work: (signal: AbortSignal) => Promise<Result>,
  outer?: AbortSignal,
): Promise<Result> {
  const time = new AbortController();
  const signal = outer ? AbortSignal.any([outer, time.signal]) : time.signal;
  signal.throwIfAborted();
  const cancel = clock.after(milliseconds, () =>
    time.abort(
      outcomeUnknownError('timeout', 'Timeout', `${what} got no answer within ${milliseconds / 1000} s`),
    ),
  );
  try {
    return await abortable(work(signal), signal);
  } finally {
    cancel();
  }
}
