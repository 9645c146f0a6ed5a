/** Operations of a user pool run one at a time, except while an operation waits for a trigger of the app. */
import { describe, expect, it } from 'vitest';
import { createMutex } from '../../../local/src/user-pool/mutex.ts';

/** Creates a promise that the test resolves. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe('createMutex', () => {
  it('operations run one after the other in the order of their calls, also after a failure', async () => {
    const { runExclusive } = createMutex();
    const seen: string[] = [];
    const firstGate = gate();
    const all = [
      runExclusive(async () => {
        await firstGate.opened;
        seen.push('first');
      }),
      runExclusive(async () => {
        seen.push('second');
        throw new Error('failed');
      }),
      runExclusive(async () => seen.push('third')),
    ];
    await Promise.resolve();
    expect(seen).toEqual([]);
    firstGate.open();
    const outcomes = await Promise.allSettled(all);
    expect(seen).toEqual(['first', 'second', 'third']);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('an unlocked operation lets others run, and waits for the lock to continue', async () => {
    const { runExclusive, runUnlocked } = createMutex();
    const seen: string[] = [];
    const second = gate();
    const first = runExclusive(async () => {
      await runUnlocked(async () => {
        await runExclusive(async () => seen.push('called from within'));
      });
      seen.push('first goes on');
    });
    const other = runExclusive(async () => {
      seen.push('second begins');
      await second.opened;
      seen.push('second ends');
    });
    while (!seen.includes('second begins')) await Promise.resolve();
    expect(seen).not.toContain('first goes on');
    second.open();
    await Promise.all([first, other]);
    expect(seen.indexOf('first goes on')).toBeGreaterThan(seen.indexOf('called from within'));
    expect(seen.indexOf('second ends')).toBe(seen.indexOf('second begins') + 1);
  });

  it('runWhenFree runs a function after the current operation and before the next one, or at once', async () => {
    const { runExclusive, runWhenFree } = createMutex();
    const seen: string[] = [];
    const firstGate = gate();
    const turns = [
      runExclusive(async () => {
        seen.push('half');
        await firstGate.opened;
        seen.push('whole');
      }),
      runExclusive(async () => seen.push('next')),
    ];
    while (!seen.includes('half')) await Promise.resolve();
    const inspection = runWhenFree(() => seen.push('looked'));
    await Promise.resolve();
    expect(seen).toEqual(['half']);
    firstGate.open();
    await Promise.all([...turns, inspection]);
    expect(seen).toEqual(['half', 'whole', 'looked', 'next']);
    expect(await runWhenFree(() => 'at once')).toBe('at once');
    await expect(
      runWhenFree(() => {
        throw new Error('cannot look');
      }),
    ).rejects.toThrow('cannot look');
    expect(await runExclusive(async () => 'goes on')).toBe('goes on');
  });

  it('operations continue after one that failed while unlocked', async () => {
    const { runExclusive, runUnlocked } = createMutex();
    const failing = runExclusive(() => runUnlocked(() => Promise.reject(new Error('thrown by the app'))));
    await expect(failing).rejects.toThrow('thrown by the app');
    expect(await runExclusive(async () => 'next')).toBe('next');
  });
});
