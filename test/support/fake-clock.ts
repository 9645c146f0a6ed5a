/** A clock that stands still until a test moves it; timers fire on the way, in order. */
import type { Clock } from '../../src/lib/platform.ts';

export interface FakeClock extends Clock {
  /** Milliseconds. Lets what was awaiting a timer run before it goes on. */
  advance(milliseconds: number): Promise<void>;
  /** Puts the hands elsewhere, as a person or a time server does: no timer fires. */
  set(milliseconds: number): void;
}

/** Lets everything run that waits for nothing but promises. */
export const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
};

export function createFakeClock(start = Date.UTC(2026, 10, 23, 12)): FakeClock {
  let hands = start;
  let passed = 0;
  const timers = new Set<{ at: number; callback: () => void }>();
  return {
    now: () => hands,
    after(milliseconds, callback) {
      const timer = { at: passed + milliseconds, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    set: (milliseconds) => void (hands = milliseconds),
    async advance(milliseconds) {
      const end = passed + milliseconds;
      for (;;) {
        await settle();
        const next = [...timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers.delete(next);
        hands += next.at - passed;
        passed = next.at;
        next.callback();
      }
      hands += end - passed;
      passed = end;
      await settle();
    },
  };
}
