import { expect, it } from 'vitest';
import { withinBudget } from '../../../src/cognito/budget.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

it('gives up a call that hangs after 25 seconds, with a typed error', async () => {
  const clock = createFakeClock();
  let settled = false;
  const call = withinBudget(clock, new Promise(() => {})).finally(() => (settled = true));
  const refused = expect(call).rejects.toMatchObject({ kind: 'timeout', code: 'Timeout' });
  await clock.advance(24_900);
  expect(settled).toBe(false);
  await clock.advance(200);
  await refused;
});

it('passes on what came in time, and leaves no timer', async () => {
  const clock = createFakeClock();
  const timers: (() => void)[] = [];
  let left = 0;
  const counting = {
    now: () => clock.now(),
    after(milliseconds: number, callback: () => void) {
      left++;
      timers.push(callback);
      return () => void left--;
    },
  };
  expect(await withinBudget(counting, Promise.resolve('done'))).toBe('done');
  await expect(withinBudget(counting, Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(left).toBe(0);
});
