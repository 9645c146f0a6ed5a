/** The model's time: the true clock, the device's clock, which may be wrong, and the timers of each tab. */
import { settle } from './crypto.ts';
import type { Scheduler } from './scheduler.ts';

export interface Time {
  /** The true time, in milliseconds since 1970. */
  now: () => number;
  /** The time in which timers ran, in milliseconds. It stands still while the device sleeps. */
  passed: () => number;
  /** The time by the device's clock. */
  device: () => number;
  /** Sets the device's clock `offset` milliseconds ahead of the true time. */
  jump: (offset: number) => void;
  after: (tab: number, milliseconds: number, callback: () => void) => () => void;
  /** Advances the time and fires the due timers, except those of stopped tabs. */
  advance: (milliseconds: number) => Promise<void>;
  sleep: (milliseconds: number) => void;
  drop: (tab: number) => void;
  timers: () => number;
}

interface Timer {
  tab: number;
  dueAt: number;
  callback: () => void;
}

/** The time after which a browser has finished its `local` tasks, in milliseconds. */
const SOON = 1000;

export function createTime(scheduler: Scheduler, stopped: (tab: number) => boolean): Time {
  let trueTime = Date.UTC(2026, 10, 23, 12);
  let passed = 0;
  let offset = 0;
  let timers: Timer[] = [];

  const next = (end: number) => {
    let first: Timer | undefined;
    for (const timer of timers)
      if (timer.dueAt <= end && !stopped(timer.tab) && (!first || timer.dueAt < first.dueAt)) first = timer;
    return first;
  };
  const pass = (to: number) => {
    // The timer of a stopped tab fires late, so `to` may be in the past.
    const by = Math.max(0, to - passed);
    trueTime += by;
    passed += by;
  };

  return {
    now: () => trueTime,
    passed: () => passed,
    device: () => trueTime + offset,
    jump: (by) => void (offset = by),
    after(tab, milliseconds, callback) {
      const timer = { tab, dueAt: passed + milliseconds, callback };
      timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
    async advance(milliseconds) {
      const end = passed + milliseconds;
      for (;;) {
        const timer = next(end);
        if ((timer?.dueAt ?? end) - passed >= SOON) {
          await scheduler.flush();
          // A flushed task may have cancelled the timer or set an earlier one.
          if (next(end) !== timer) continue;
        }
        if (!timer) break;
        timers = timers.filter((one) => one !== timer);
        pass(timer.dueAt);
        timer.callback();
        await settle();
      }
      pass(end);
      await settle();
    },
    sleep: (milliseconds) => void (trueTime += milliseconds),
    drop: (tab) => void (timers = timers.filter((timer) => timer.tab !== tab)),
    timers: () => timers.length,
  };
}
