/** The stores that the tabs of one browser share: localStorage with its events, and records of an asynchronous store. */
import {
  isSameRevision,
  type RecordRevision,
  type RecordStorage,
} from '../../../src/storage/record-storage.ts';
import type { Random } from './random.ts';
import type { Scheduler } from './scheduler.ts';

/** Called after each change, with the tab that made it, the key, and the value before and after. */
export type OnChange = (tab: number, key: string, before: unknown, after: unknown) => void;

export interface Stores {
  localStorage: (tab: number, events: EventTarget) => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** The sessionStorage of a place, which outlives a reload. */
  sessionStorage: (tab: number, place: number) => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Creates a store like IndexedDB: every step is asynchronous, and compare-and-swap is one step. */
  record: <Stored extends RecordRevision>(tab: number, key: string) => RecordStorage<Stored>;
  /** While true, writes throw QuotaExceededError. */
  full: boolean;
  /** Clears the site's data, as a user does in the browser. */
  wipe: () => void;
  /** Returns the text of all stores. */
  contents: () => string;
  get: (key: string) => unknown;
  /** Returns a value of a place's sessionStorage. */
  getOwn: (place: number, key: string) => unknown;
  drop: (tab: number) => void;
}

export interface StoresOptions {
  scheduler: Scheduler;
  random: Random;
  onChange: OnChange;
  /** `nothing` makes a mutant whose swaps do not compare. */
  comparison: 'marks' | 'nothing';
}

export function createStores({ scheduler, random, onChange, comparison }: StoresOptions): Stores {
  const items = new Map<string, unknown>();
  /** The sessionStorage of each place. */
  const sessionAreas = new Map<number, Map<string, unknown>>();
  const listeners = new Map<number, Set<(key: string | null) => void>>();
  /** The changed keys that each tab will be notified of, in order. */
  const pendingKeys = new Map<number, (string | null)[]>();
  let full = false;

  const listen = (tab: number, listener: (key: string | null) => void) => {
    const own = listeners.get(tab) ?? new Set();
    listeners.set(tab, own.add(listener));
    return () => void own.delete(listener);
  };
  /** Notifies every tab except the writing one, as browsers do. */
  const notifyOthers = (by: number, key: string | null) => {
    for (const [tab, own] of listeners) {
      if (tab === by) continue;
      const keys = pendingKeys.get(tab);
      if (keys) {
        keys.push(key);
        continue;
      }
      pendingKeys.set(tab, [key]);
      const run = () => {
        const changedKeys = pendingKeys.get(tab) ?? [];
        pendingKeys.delete(tab);
        for (const changed of changedKeys) own.forEach((listener) => listener(changed));
      };
      scheduler.add({ kind: 'local', tab, label: `tab ${tab} hears of the store`, run });
    }
  };
  const put = (tab: number, key: string, value: unknown, into = items) => {
    const before = into.get(key);
    if (value === undefined) into.delete(key);
    else into.set(key, value);
    onChange(tab, key, before, value);
    if (into === items && before !== value) notifyOthers(tab, key);
  };
  /** Creates web storage over a map. */
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
    set full(isFull) {
      full = isFull;
    },
    localStorage(tab, events) {
      listen(tab, (key) => void events.dispatchEvent(Object.assign(new Event('storage'), { key })));
      return areaOf(tab, items);
    },
    sessionStorage(tab, place) {
      const own = sessionAreas.get(place) ?? new Map<string, unknown>();
      sessionAreas.set(place, own);
      return areaOf(tab, own);
    },
    record<Stored extends RecordRevision>(tab: number, key: string): RecordStorage<Stored> {
      const line = `${key} ${tab}`;
      const current = () => items.get(key) as Stored | undefined;
      const task = (what: string, run: () => void, afterwards = () => {}) =>
        scheduler.add({ kind: 'local', tab, label: `tab ${tab} ${what} ${key}`, line, run, afterwards });
      const later = <Result>(what: string, work: () => Result) =>
        new Promise<Result>((resolve) => {
          const run = () => {
            const result = work();
            // The caller may learn of the completed work in a later step.
            if (random.chance(0.5)) resolve(result);
            else task(`hears that it ${what}`, () => resolve(result));
          };
          task(what, run, () => void work());
        });
      return {
        persistence: 'persistent',
        read: () => later('reads', () => structuredClone(current())),
        compareAndSwap: (expected, record) => {
          const copy = structuredClone(record);
          return later('writes', () => {
            if (comparison === 'marks' && !isSameRevision(current(), expected)) return false;
            put(tab, key, copy);
            return true;
          });
        },
        clear: (expected) =>
          later('clears', () => {
            if (!expected || comparison === 'nothing' || isSameRevision(current(), expected))
              put(tab, key, undefined);
          }),
        watch: (listener) => listen(tab, (changed) => (changed === key || changed === null) && listener()),
      };
    },
    wipe() {
      for (const map of [items, ...sessionAreas.values()]) {
        for (const [key, value] of map) onChange(0, key, value, undefined);
        map.clear();
      }
      notifyOthers(0, null);
    },
    contents: () => JSON.stringify([items, ...sessionAreas.values()].map((map) => [...map])),
    get: (key) => items.get(key),
    getOwn: (place, key) => sessionAreas.get(place)?.get(key),
    drop(tab) {
      listeners.delete(tab);
      pendingKeys.delete(tab);
    },
  };
}
