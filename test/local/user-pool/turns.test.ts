/** Operations of a user pool run one at a time, except while an operation waits for a trigger of the app. */
import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../local/src/user-pool/turns.ts';

/** Creates a promise that the test resolves. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe('turns', () => {
  it('operations run one after the other in the order of their calls, also after a failure', async () => {
    const { inTurn } = createTurns();
    const seen: string[] = [];
    const firstGate = gate();
    const all = [
      inTurn(async () => {
        await firstGate.opened;
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
    firstGate.open();
    const outcomes = await Promise.allSettled(all);
    expect(seen).toEqual(['first', 'second', 'third']);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('an operation out of turn lets others run, and waits for its turn to continue', async () => {
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

  it('a function between turns runs after the current operation and before the next one, or at once', async () => {
    const { inTurn, between } = createTurns();
    const seen: string[] = [];
    const firstGate = gate();
    const turns = [
      inTurn(async () => {
        seen.push('half');
        await firstGate.opened;
        seen.push('whole');
      }),
      inTurn(async () => seen.push('next')),
    ];
    while (!seen.includes('half')) await Promise.resolve();
    const inspection = between(() => seen.push('looked'));
    await Promise.resolve();
    expect(seen).toEqual(['half']);
    firstGate.open();
    await Promise.all([...turns, inspection]);
    expect(seen).toEqual(['half', 'whole', 'looked', 'next']);
    expect(await between(() => 'at once')).toBe('at once');
    await expect(
      between(() => {
        throw new Error('cannot look');
      }),
    ).rejects.toThrow('cannot look');
    expect(await inTurn(async () => 'goes on')).toBe('goes on');
  });

  it('operations continue after one that failed out of turn', async () => {
    const { inTurn, outOfTurn } = createTurns();
    const failing = inTurn(() => outOfTurn(() => Promise.reject(new Error('thrown by the app'))));
    await expect(failing).rejects.toThrow('thrown by the app');
    expect(await inTurn(async () => 'next')).toBe('next');
  });
});
