/** A clock that stands still until it is told to move. */
import type { Clock } from '../../src/lib/world.ts';

export interface FakeClock extends Clock {
  /** Moves on by so many milliseconds, calling what falls due, in its order. */
  advance(milliseconds: number): void;
  /** How many callbacks wait. */
  waiting(): number;
}

export function createFakeClock(start = Date.parse('2026-08-07T05:01:06Z')): FakeClock {
  let now = start;
  const timers = new Set<{ at: number; callback: () => void }>();
  return {
    now: () => now,
    after(milliseconds, callback) {
      const timer = { at: now + milliseconds, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(milliseconds) {
      const until = now + milliseconds;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at);
        if (!next) break;
        timers.delete(next);
        now = next.at;
        next.callback();
      }
      now = until;
    },
    waiting: () => timers.size,
  };
}
