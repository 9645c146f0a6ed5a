/** A clock that counts its waiting timers, so a test can prove that none is left. */
import type { Clock } from '../../../src/lib/platform.ts';

export function countTimers(clock: Clock) {
  let waiting = 0;
  return {
    waiting: () => waiting,
    clock: {
      now: () => clock.now(),
      after(milliseconds, callback) {
        waiting++;
        const cancel = clock.after(milliseconds, callback);
        return () => {
          waiting--;
          cancel();
        };
      },
    } satisfies Clock,
  };
}
