/** A clock that stands still until a test moves it; timers fire on the way, in order. */
import type { Clock } from '../../src/lib/platform.ts';

export interface FakeClock extends Clock {
  /** Moves on by some milliseconds. After each timer, and at the end, lets the code run that awaited it. */
  advance(milliseconds: number): Promise<void>;
  /** Moves on by some milliseconds without letting any other code run in between. */
  advanceNow(milliseconds: number): void;
  /** Sets the time, as a user or a time server does: no timer fires. */
  set(milliseconds: number): void;
  /** Returns how many timers are pending. */
  timers(): number;
}

/** Lets everything run that waits for nothing but promises. */
export const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
};

/** Waits until the condition holds, while everything else continues. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

export function createFakeClock(start = Date.UTC(2026, 10, 23, 12)): FakeClock {
  let now = start;
  /** The time that has passed for timers, in milliseconds; `set` does not change it. */
  let passed = 0;
  const timers = new Set<{ dueAt: number; callback: () => void }>();

  /** Moves on to the next timer that is due until then, and fires it. Returns whether there was one. */
  const fireNext = (end: number) => {
    const next = [...timers].filter(({ dueAt }) => dueAt <= end).toSorted((a, b) => a.dueAt - b.dueAt)[0];
    if (!next) return false;
    timers.delete(next);
    moveTo(next.dueAt);
    next.callback();
    return true;
  };
  const moveTo = (end: number) => {
    now += end - passed;
    passed = end;
  };

  return {
    now: () => now,
    after(milliseconds, callback) {
      const timer = { dueAt: passed + milliseconds, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    set: (milliseconds) => void (now = milliseconds),
    timers: () => timers.size,
    async advance(milliseconds) {
      const end = passed + milliseconds;
      do await settle();
      while (fireNext(end));
      moveTo(end);
      await settle();
    },
    advanceNow(milliseconds) {
      const end = passed + milliseconds;
      while (fireNext(end));
      moveTo(end);
    },
  };
}
