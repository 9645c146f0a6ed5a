/** One operation at a time, but for the app's own functions. */
import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../local/src/user-pool/mutex.ts';

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
    const { inTurn } = createTurns();
    const seen: string[] = [];
    const first = gate();
    const all = [
      inTurn(async () => {
        await first.opened;
        seen.push('first');
      }),
      inTurn(async () => {
        seen.push('second');
        throw new Error('failed');
      }),
      inTurn(async () => seen.push('third')),
    ];
    await Promise.resolve();
    expect(seen).toEqual([]);
    first.open();
    const outcomes = await Promise.allSettled(all);
    expect(seen).toEqual(['first', 'second', 'third']);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('let others in while one is out of turn, which waits for its turn to go on', async () => {
    const { inTurn, outOfTurn } = createTurns();
    const seen: string[] = [];
    const second = gate();
    const first = inTurn(async () => {
      await outOfTurn(async () => {
        await inTurn(async () => seen.push('called from within'));
      });
      seen.push('first goes on');
    });
    const other = inTurn(async () => {
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
    const { inTurn, between } = createTurns();
    const seen: string[] = [];
    const first = gate();
    const turns = [
      inTurn(async () => {
        seen.push('half');
        await first.opened;
        seen.push('whole');
      }),
      inTurn(async () => seen.push('next')),
    ];
    while (!seen.includes('half')) await Promise.resolve();
    const looking = between(() => seen.push('looked'));
    await Promise.resolve();
    expect(seen).toEqual(['half']);
    first.open();
    await Promise.all([...turns, looking]);
    expect(seen).toEqual(['half', 'whole', 'looked', 'next']);
    expect(await between(() => 'at once')).toBe('at once');
    await expect(
      between(() => {
        throw new Error('cannot look');
      }),
    ).rejects.toThrow('cannot look');
    expect(await inTurn(async () => 'goes on')).toBe('goes on');
  });

  it('go on after what ran out of turn has failed', async () => {
    const { inTurn, outOfTurn } = createTurns();
    const failing = inTurn(() => outOfTurn(() => Promise.reject(new Error('thrown by the app'))));
    await expect(failing).rejects.toThrow('thrown by the app');
    expect(await inTurn(async () => 'next')).toBe('next');
  });
});
