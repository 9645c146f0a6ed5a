import { beforeEach, describe, expect, it } from 'vitest';
import { createLease } from '../../../src/session/lease.ts';
import type { LeaseRecord, LeaseStorage } from '../../../src/storage/lease-record.ts';
import { createMemoryStorage } from '../../../src/storage/memory-storage.ts';
import { createFakeClock, settle, type FakeClock } from '../../support/fake-clock.ts';

let clock: FakeClock;
let storage: LeaseStorage;
let begun: string[];

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const patient = () => new AbortController().signal;
const openTab = (on = storage) => createLease(on, { clock, random });
/** Work that goes on until it is let go. */
const work = (name: string) => {
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  const run = async () => {
    begun.push(name);
    await ended;
    return name;
  };
  return { run, end: () => end() };
};

beforeEach(() => {
  clock = createFakeClock();
  storage = createMemoryStorage<LeaseRecord>();
  begun = [];
});

describe('a lease', () => {
  it('fault 28: lets one tab at a time work, in whatever order they get to it', async () => {
    let inside = 0;
    let most = 0;
    const runs = Array.from({ length: 10 }, () =>
      openTab()(patient(), async () => {
        most = Math.max(most, ++inside);
        await new Promise<void>((resolve) => void clock.after(50, resolve));
        inside--;
      }),
    );
    const all = Promise.all(runs).then(() => (inside = -1));
    await clock.advance(5_000);
    await all;
    expect(most).toBe(1);
    expect(await storage.read()).toBeUndefined();
  });

  it('lets the tab that has it begin more', async () => {
    const tab = openTab();
    const inner = tab(patient(), () => tab(patient(), async () => 'within'));
    expect(await inner).toBe('within');
    await settle();
    expect(await storage.read()).toBeUndefined();
  });

  it('is kept while any of that work goes on', async () => {
    const [one, other] = [openTab(), openTab()];
    const [first, second, third] = [work('first'), work('second'), work('third')];
    void one(patient(), first.run);
    void one(patient(), second.run);
    void other(patient(), third.run);
    await settle();
    first.end();
    await clock.advance(11_000);
    expect(begun).toEqual(['first', 'second']);
    second.end();
    await clock.advance(300);
    expect(begun).toEqual(['first', 'second', 'third']);
  });

  it('is renewed for work that takes longer than its term', async () => {
    const long = work('long');
    void openTab()(patient(), long.run);
    await settle();
    void openTab()(patient(), work('other').run);
    await clock.advance(60_000);
    expect(begun).toEqual(['long']);
    long.end();
    await clock.advance(300);
    expect(begun).toEqual(['long', 'other']);
  });

  it('fault 27: of a tab that died ends by itself within 12 seconds', async () => {
    const dead = createFakeClock(clock.now());
    // Its clock never moves again, as no timer of a dead tab does.
    void createLease(storage, { clock: dead, random })(patient(), work('dead').run);
    await settle();
    void openTab()(patient(), work('alive').run);
    await clock.advance(9_000);
    expect(begun).toEqual(['dead']);
    await clock.advance(3_000);
    expect(begun).toEqual(['dead', 'alive']);
  });

  it('is left to whoever has it by now, when a tab that was frozen goes on and tries to renew its own', async () => {
    const frozen = createFakeClock(clock.now());
    const [cold, warm] = [work('cold'), work('warm')];
    void createLease(storage, { clock: frozen, random })(patient(), cold.run);
    await settle();
    void openTab()(patient(), warm.run);
    await clock.advance(11_000);
    expect(begun).toEqual(['cold', 'warm']);
    const taken = await storage.read();

    frozen.set(clock.now());
    await frozen.advance(5_000);
    cold.end();
    await settle();
    expect((await storage.read())?.epoch).toBe(taken?.epoch);
  });

  it('holds nobody up longer than they wait', async () => {
    void openTab()(patient(), work('first').run);
    await settle();
    const waiting = new AbortController();
    void openTab()(waiting.signal, work('second').run);
    await clock.advance(3_000);
    expect(begun).toEqual(['first']);
    waiting.abort();
    await clock.advance(300);
    expect(begun).toEqual(['first', 'second']);
  });

  it('fault 18: is no obstacle when the clock was set back', async () => {
    void openTab()(patient(), work('first').run);
    await settle();
    clock.set(clock.now() - 3_600_000);
    void openTab()(patient(), work('second').run);
    await settle();
    expect(begun).toEqual(['first', 'second']);
  });

  it('is given back when the work fails', async () => {
    const failing = openTab()(patient(), () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    await settle();
    expect(await storage.read()).toBeUndefined();
  });

  it('rejects before the work begins when the store fails', async () => {
    const broken: LeaseStorage = { ...storage, read: () => Promise.reject(new Error('gone')) };
    await expect(openTab(broken)(patient(), work('never').run)).rejects.toThrow('gone');
    expect(begun).toEqual([]);
  });

  it('names nobody: it holds a random id, a count and a time', async () => {
    void openTab()(patient(), work('any').run);
    await settle();
    expect(await storage.read()).toEqual({
      version: 1,
      epoch: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      generation: 1,
      until: clock.now() + 10_000,
    });
  });
});
