/** No public call hangs: whatever its parts still wait for, it settles within one budget. */
import { CognitoError } from '../errors.ts';
import type { Clock } from '../lib/world.ts';

/** Milliseconds; a wait for another tab's lock and the requests after it. */
const BUDGET = 25_000;

/** What goes on behind it goes on for callers to come, and is dropped if its epoch passes. */
export async function withinBudget<Result>(clock: Clock, work: Promise<Result>): Promise<Result> {
  let stop = () => {};
  const over = new Promise<never>((_, reject) => {
    stop = clock.after(BUDGET, () =>
      reject(
        new CognitoError({
          kind: 'timeout',
          code: 'Timeout',
          message:
            `There was no result within ${BUDGET / 1000} s, so the call was given up; the session is kept. ` +
            'Check the connection and try again.',
        }),
      ),
    );
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    stop();
  }
}
