/** The model's time: one true clock, the device's, which may be wrong, and the timers of each tab. */
import { settle } from './crypto.ts';
import type { Scheduler } from './scheduler.ts';

export interface Time {
  /** Milliseconds since the epoch, as they are. */
  now: () => number;
  /** Milliseconds in which timers ran: a device asleep does not count them. */
  passed: () => number;
  /** By the device. */
  device: () => number;
  /** Milliseconds by which the device is ahead. */
  jump: (offset: number) => void;
  after: (tab: number, milliseconds: number, callback: () => void) => () => void;
  /** Timers fire on the way, those of stopped tabs excepted. */
  advance: (milliseconds: number) => Promise<void>;
  sleep: (milliseconds: number) => void;
  drop: (tab: number) => void;
  timers: () => number;
}

interface Timer {
  tab: number;
  at: number;
  callback: () => void;
}

/** Milliseconds, by which a browser has done what it does by itself. */
const SOON = 1000;

export function createTime(scheduler: Scheduler, stopped: (tab: number) => boolean): Time {
  let hands = Date.UTC(2026, 10, 23, 12);
  let passed = 0;
  let offset = 0;
  let timers: Timer[] = [];

  const next = (end: number) => {
    let first: Timer | undefined;
    for (const timer of timers)
      if (timer.at <= end && !stopped(timer.tab) && (!first || timer.at < first.at)) first = timer;
    return first;
  };
  const pass = (to: number) => {
    // A timer of a tab that was stopped is late.
    const by = Math.max(0, to - passed);
    hands += by;
    passed += by;
  };

  return {
    now: () => hands,
    passed: () => passed,
    device: () => hands + offset,
    jump: (by) => void (offset = by),
    after(tab, milliseconds, callback) {
      const timer = { tab, at: passed + milliseconds, callback };
      timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
    async advance(milliseconds) {
      const end = passed + milliseconds;
      for (;;) {
        const timer = next(end);
        if ((timer?.at ?? end) - passed >= SOON) {
          await scheduler.flush();
          // It may have been put off by that, or another one set.
          if (next(end) !== timer) continue;
        }
        if (!timer) break;
        timers = timers.filter((one) => one !== timer);
        pass(timer.at);
        timer.callback();
        await settle();
      }
      pass(end);
      await settle();
    },
    sleep: (milliseconds) => void (hands += milliseconds),
    drop: (tab) => void (timers = timers.filter((timer) => timer.tab !== tab)),
    timers: () => timers.length,
  };
}
