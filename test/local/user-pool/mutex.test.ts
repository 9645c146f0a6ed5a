/** One operation at a time, but for the app's own functions. */
import { describe, expect, it } from 'vitest';
import { createMutex } from '../../../local/src/user-pool/mutex.ts';

/** A promise that somebody else ends. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe('turns', () => {
  it('are taken one after the other, as they were asked for, whatever becomes of one', async () => {
    const { runExclusive } = createMutex();
    const seen: string[] = [];
    const first = gate();
    const all = [
      runExclusive(async () => {
        await first.opened;
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
    first.open();
    const outcomes = await Promise.allSettled(all);
    expect(seen).toEqual(['first', 'second', 'third']);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('let others in while one is out of turn, which waits for its turn to go on', async () => {
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

  it('let what looks at their work in between two, before the next one begins, and at once where there is none', async () => {
    const { runExclusive, runWhenFree } = createMutex();
    const seen: string[] = [];
    const first = gate();
    const turns = [
      runExclusive(async () => {
        seen.push('half');
        await first.opened;
        seen.push('whole');
      }),
      runExclusive(async () => seen.push('next')),
    ];
    while (!seen.includes('half')) await Promise.resolve();
    const looking = runWhenFree(() => seen.push('looked'));
    await Promise.resolve();
    expect(seen).toEqual(['half']);
    first.open();
    await Promise.all([...turns, looking]);
    expect(seen).toEqual(['half', 'whole', 'looked', 'next']);
    expect(await runWhenFree(() => 'at once')).toBe('at once');
    await expect(
      runWhenFree(() => {
        throw new Error('cannot look');
      }),
    ).rejects.toThrow('cannot look');
    expect(await runExclusive(async () => 'goes on')).toBe('goes on');
  });

  it('go on after what ran out of turn has failed', async () => {
    const { runExclusive, runUnlocked } = createMutex();
    const failing = runExclusive(() => runUnlocked(() => Promise.reject(new Error('thrown by the app'))));
    await expect(failing).rejects.toThrow('thrown by the app');
    expect(await runExclusive(async () => 'next')).toBe('next');
  });
});
