/** Proves that the system clock reports the device's time and calls back once. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../../../src/lib/clock.ts';

beforeEach(() => vi.useFakeTimers({ now: 1_000 }));
afterEach(() => vi.useRealTimers());

it('the system clock reports the device’s time and calls back once', () => {
  const called = vi.fn<() => void>();
  systemClock.after(500, called);
  vi.advanceTimersByTime(499);
  expect(called).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10_000);
  expect(called).toHaveBeenCalledTimes(1);
  expect(systemClock.now()).toBe(11_499);
});

it('the system clock does not call back after a timer was cancelled', () => {
  const called = vi.fn<() => void>();
  systemClock.after(500, called)();
  vi.advanceTimersByTime(10_000);
  expect(called).not.toHaveBeenCalled();
});
