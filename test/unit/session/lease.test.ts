/** Proves that a lease lets one tab at a time work, without Web Locks, and outlives no dead tab. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createLease } from '../../../src/session/lease.ts';
import type { LeaseRecord, LeaseStorage } from '../../../src/storage/lease-record.ts';
import { createMemoryStorage } from '../../../src/storage/memory-storage.ts';
import { createFakeClock, settle, type FakeClock } from '../../support/fake-clock.ts';

let clock: FakeClock;
let storage: LeaseStorage;
let started: string[];

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const neverAborted = () => new AbortController().signal;
const openTab = (on = storage) => createLease(on, { clock, random });
/** Work that goes on until `end` is called. */
const work = (name: string) => {
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  const run = async () => {
    started.push(name);
    await ended;
    return name;
  };
  return { run, end: () => end() };
};

beforeEach(() => {
  clock = createFakeClock();
  storage = createMemoryStorage<LeaseRecord>();
  started = [];
});

describe('a lease', () => {
  it('fault 28 (no Web Locks): a lease lets one tab at a time work, in any order', async () => {
    let working = 0;
    let most = 0;
    const runs = Array.from({ length: 10 }, () =>
      openTab()(neverAborted(), async () => {
        most = Math.max(most, ++working);
        await new Promise<void>((resolve) => void clock.after(50, resolve));
        working--;
      }),
    );
    const allDone = Promise.all(runs);
    await clock.advance(5_000);
    await allDone;
    expect(most).toBe(1);
    expect(await storage.read()).toBeUndefined();
  });

  it('a lease lets the tab that holds it start further work', async () => {
    const tab = openTab();
    const inner = tab(neverAborted(), () => tab(neverAborted(), async () => 'within'));
    expect(await inner).toBe('within');
    await settle();
    expect(await storage.read()).toBeUndefined();
  });

  it('a lease is held until all work of its tab has ended', async () => {
    const [holder, waiter] = [openTab(), openTab()];
    const [first, second, third] = [work('first'), work('second'), work('third')];
    void holder(neverAborted(), first.run);
    void holder(neverAborted(), second.run);
    void waiter(neverAborted(), third.run);
    await settle();
    first.end();
    await clock.advance(11_000);
    expect(started).toEqual(['first', 'second']);
    second.end();
    await clock.advance(300);
    expect(started).toEqual(['first', 'second', 'third']);
  });

  it('a lease is renewed for work that takes longer than its term', async () => {
    const long = work('long');
    void openTab()(neverAborted(), long.run);
    await settle();
    void openTab()(neverAborted(), work('other').run);
    await clock.advance(60_000);
    expect(started).toEqual(['long']);
    long.end();
    await clock.advance(300);
    expect(started).toEqual(['long', 'other']);
  });

  it('fault 27 (frozen tab): the lease of a dead tab ends within 12 seconds', async () => {
    const deadClock = createFakeClock(clock.now());
    // The clock never advances, since no timer of a dead tab fires.
    void createLease(storage, { clock: deadClock, random })(neverAborted(), work('dead').run);
    await settle();
    void openTab()(neverAborted(), work('alive').run);
    await clock.advance(9_000);
    expect(started).toEqual(['dead']);
    await clock.advance(3_000);
    expect(started).toEqual(['dead', 'alive']);
  });

  it('fault 27 (frozen tab): a tab that wakes up does not take the lease from the tab that holds it now', async () => {
    const frozenClock = createFakeClock(clock.now());
    const [frozen, awake] = [work('frozen'), work('awake')];
    void createLease(storage, { clock: frozenClock, random })(neverAborted(), frozen.run);
    await settle();
    void openTab()(neverAborted(), awake.run);
    await clock.advance(11_000);
    expect(started).toEqual(['frozen', 'awake']);
    const leaseOfAwake = await storage.read();

    frozenClock.set(clock.now());
    await frozenClock.advance(5_000);
    frozen.end();
    await settle();
    expect((await storage.read())?.epoch).toBe(leaseOfAwake?.epoch);
  });

  it('a caller that waits for a lease works without it when its wait is aborted', async () => {
    void openTab()(neverAborted(), work('first').run);
    await settle();
    const waiting = new AbortController();
    void openTab()(waiting.signal, work('second').run);
    await clock.advance(3_000);
    expect(started).toEqual(['first']);
    waiting.abort();
    await clock.advance(300);
    expect(started).toEqual(['first', 'second']);
  });

  it('fault 18 (clock jump): a lease is taken over at once when the clock was set back', async () => {
    void openTab()(neverAborted(), work('first').run);
    await settle();
    clock.set(clock.now() - 3_600_000);
    void openTab()(neverAborted(), work('second').run);
    await settle();
    expect(started).toEqual(['first', 'second']);
  });

  it('a lease is released when the work fails', async () => {
    const failing = openTab()(neverAborted(), () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    await settle();
    expect(await storage.read()).toBeUndefined();
  });

  it('a lease rejects before the work starts when the store fails', async () => {
    const broken: LeaseStorage = { ...storage, read: () => Promise.reject(new Error('gone')) };
    await expect(openTab(broken)(neverAborted(), work('never').run)).rejects.toThrow('gone');
    expect(started).toEqual([]);
  });

  it('a lease record contains a random id, a count and a time, and names no user', async () => {
    void openTab()(neverAborted(), work('any').run);
    await settle();
    expect(await storage.read()).toEqual({
      version: 1,
      epoch: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      generation: 1,
      until: clock.now() + 10_000,
    });
  });
});
