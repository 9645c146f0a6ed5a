/** Work that never hangs: it settles within its time and its caller's patience, also where it ignores its signal. */
import { outcomeUnknownError } from '../errors.ts';
import { abortable } from '../lib/abortable.ts';
import type { Clock } from '../lib/platform.ts';

/**
 * Does `work`, called `what` in errors, in so many milliseconds.
 * @throws {CognitoError} `Timeout`; what `outer` was aborted with; and what the work does
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
