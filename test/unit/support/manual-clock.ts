/** A clock that stands still until it is told to move. */
import type { Clock } from '../../../src/lib/platform.ts';

export interface ManualClock extends Clock {
  /** Moves on so many milliseconds, calling back what falls due, in order. */
  advance: (milliseconds: number) => void;
}

export function manualClock(start = Date.now()): ManualClock {
  let now = start;
  const due = new Set<{ at: number; callback: () => void }>();
  return {
    now: () => now,
    after(milliseconds, callback) {
      const entry = { at: now + milliseconds, callback };
      due.add(entry);
      return () => void due.delete(entry);
    },
    advance(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const next = [...due].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (!next) break;
        due.delete(next);
        now = next.at;
        next.callback();
      }
      now = end;
    },
  };
}
