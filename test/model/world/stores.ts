/** What the tabs of one browser share: its localStorage with its events, and records of a store that answers late. */
import {
  isSameRevision,
  type RecordRevision,
  type RecordStorage,
} from '../../../src/storage/record-storage.ts';
import type { Random } from './random.ts';
import type { Scheduler } from './scheduler.ts';

/** Called after each change: who made it, under which key, and what is there now. */
export type Noticed = (tab: number, key: string, before: unknown, after: unknown) => void;

export interface Stores {
  localStorage: (tab: number, events: EventTarget) => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Its own, which outlives a reload. */
  sessionStorage: (tab: number, place: number) => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** As IndexedDB is: every step takes its time, and compare and swap is one step. */
  record: <Stored extends RecordRevision>(tab: number, key: string) => RecordStorage<Stored>;
  /** While true, nothing more fits in. */
  full: boolean;
  /** The person clears the site's data. */
  wipe: () => void;
  /** All that is kept, as text. */
  contents: () => string;
  get: (key: string) => unknown;
  /** What that place's own has. */
  getOwn: (place: number, key: string) => unknown;
  drop: (tab: number) => void;
}

export interface StoresOptions {
  scheduler: Scheduler;
  random: Random;
  noticed: Noticed;
  /** Nobody: a mutant that must be found. */
  compares: 'marks' | 'nothing';
}

export function createStores({ scheduler, random, noticed, compares }: StoresOptions): Stores {
  const items = new Map<string, unknown>();
  /** The sessionStorage of each place. */
  const owns = new Map<number, Map<string, unknown>>();
  const listeners = new Map<number, Set<(key: string | null) => void>>();
  /** What a tab will be told next, in order and at once. */
  const untold = new Map<number, (string | null)[]>();
  let full = false;

  const listen = (tab: number, listener: (key: string | null) => void) => {
    const own = listeners.get(tab) ?? new Set();
    listeners.set(tab, own.add(listener));
    return () => void own.delete(listener);
  };
  /** As browsers do, every tab but the writing one is told. */
  const tell = (by: number, key: string | null) => {
    for (const [tab, own] of listeners) {
      if (tab === by) continue;
      const keys = untold.get(tab);
      if (keys) {
        keys.push(key);
        continue;
      }
      untold.set(tab, [key]);
      const run = () => {
        const told = untold.get(tab) ?? [];
        untold.delete(tab);
        for (const one of told) own.forEach((listener) => listener(one));
      };
      scheduler.add({ kind: 'local', tab, what: `tab ${tab} hears of the store`, run });
    }
  };
  const put = (tab: number, key: string, value: unknown, into = items) => {
    const before = into.get(key);
    if (value === undefined) into.delete(key);
    else into.set(key, value);
    noticed(tab, key, before, value);
    if (into === items && before !== value) tell(tab, key);
  };
  /** Web storage over a map. */
  const areaOf = (tab: number, map: Map<string, unknown>) => ({
    getItem: (key: string) => (map.get(key) as string | undefined) ?? null,
    setItem(key: string, value: string) {
      if (full) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      put(tab, key, value, map);
    },
    removeItem: (key: string) => put(tab, key, undefined, map),
  });

  return {
    get full() {
      return full;
    },
    set full(now) {
      full = now;
    },
    localStorage(tab, events) {
      listen(tab, (key) => void events.dispatchEvent(Object.assign(new Event('storage'), { key })));
      return areaOf(tab, items);
    },
    sessionStorage(tab, place) {
      const own = owns.get(place) ?? new Map<string, unknown>();
      owns.set(place, own);
      return areaOf(tab, own);
    },
    record<Stored extends RecordRevision>(tab: number, key: string): RecordStorage<Stored> {
      const line = `${key} ${tab}`;
      const held = () => items.get(key) as Stored | undefined;
      const task = (what: string, run: () => void, afterwards = () => {}) =>
        scheduler.add({ kind: 'local', tab, what: `tab ${tab} ${what} ${key}`, line, run, afterwards });
      const later = <Result>(what: string, work: () => Result) =>
        new Promise<Result>((resolve) => {
          const run = () => {
            const result = work();
            // Done is not yet heard.
            if (random.chance(0.5)) resolve(result);
            else task(`hears that it ${what}`, () => resolve(result));
          };
          task(what, run, () => void work());
        });
      return {
        persistence: 'persistent',
        read: () => later('reads', () => structuredClone(held())),
        compareAndSwap: (expected, record) => {
          const copy = structuredClone(record);
          return later('writes', () => {
            if (compares === 'marks' && !isSameRevision(held(), expected)) return false;
            put(tab, key, copy);
            return true;
          });
        },
        clear: (expected) =>
          later('clears', () => {
            if (!expected || compares === 'nothing' || isSameRevision(held(), expected))
              put(tab, key, undefined);
          }),
        watch: (listener) => listen(tab, (changed) => (changed === key || changed === null) && listener()),
      };
    },
    wipe() {
      for (const map of [items, ...owns.values()]) {
        for (const [key, value] of map) noticed(0, key, value, undefined);
        map.clear();
      }
      tell(0, null);
    },
    contents: () => JSON.stringify([items, ...owns.values()].map((map) => [...map])),
    get: (key) => items.get(key),
    getOwn: (place, key) => owns.get(place)?.get(key),
    drop(tab) {
      listeners.delete(tab);
      untold.delete(tab);
    },
  };
}
