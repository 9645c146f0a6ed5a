/** A clock that stands still until a test advances it. */
import type { Clock } from '../../../src/lib/platform.ts';

export interface ManualClock extends Clock {
  /** Moves the clock on and calls the callbacks that fall due, in order. */
  advance: (milliseconds: number) => void;
}

export function manualClock(start = Date.now()): ManualClock {
  let now = start;
  const timers = new Set<{ due: number; callback: () => void }>();
  return {
    now: () => now,
    after(milliseconds, callback) {
      const timer = { due: now + milliseconds, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const next = [...timers].filter(({ due }) => due <= end).toSorted((a, b) => a.due - b.due)[0];
        if (!next) break;
        timers.delete(next);
        now = next.due;
        next.callback();
      }
      now = end;
    },
  };
}
