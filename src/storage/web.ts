/**
 * A record in localStorage or sessionStorage, as JSON under one key. Reading and writing are synchronous there, so
 * compare and swap is one step; two tabs in two processes can still cross, which is why refreshes hold a Web Lock.
 * https://html.spec.whatwg.org/multipage/webstorage.html
 */
import { parseJson } from '../lib/json.ts';
import { sameMark, type Mark, type Persistence, type RecordStorage } from './storage.ts';

/** What is used of `Storage`; anything that has it will do. */
export type WebStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Where the browser's `storage` event arrives: `window`. */
export interface StorageEvents {
  addEventListener?: EventTarget['addEventListener'] | undefined;
  removeEventListener?: EventTarget['removeEventListener'] | undefined;
}

export interface WebRecordOptions<Stored extends Mark> {
  /** Called at each use, since merely touching `localStorage` throws where site data is blocked. Without it: memory. */
  open?: (() => WebStorage | undefined) | undefined;
  key: string;
  /** Makes a record of parsed JSON, field by field, so that no `__proto__` gets through; undefined when it is none. */
  parse: (json: unknown) => Stored | undefined;
  events?: StorageEvents | undefined;
}

export function createWebStorage<Stored extends Mark>(
  options: WebRecordOptions<Stored>,
): RecordStorage<Stored> {
  const { open, key, parse, events } = options;
  let persistence: Persistence = open ? 'persistent' : 'memory';
  /** The record, once it is not in the web storage. */
  let held: Stored | undefined;

  /** Uses the web storage, and never again once it has refused: a quota, a blocked frame, private browsing. */
  const attempt = <Result>(job: (web: WebStorage) => Result): Result | undefined => {
    if (persistence !== 'persistent') return undefined;
    try {
      const web = open?.();
      if (web) return job(web);
    } catch {
      // As good as none.
    }
    persistence = 'degraded';
    return undefined;
  };
  const read = () => attempt((web) => parse(parseJson(web.getItem(key) ?? undefined))) ?? held;
  const wipe = () => {
    held = undefined;
    try {
      open?.()?.removeItem(key);
    } catch {
      // Then there is nothing that this page could ever have written.
    }
  };

  return {
    get persistence() {
      return persistence;
    },
    read: async () => read(),
    async compareAndSwap(expected, record) {
      if (!sameMark(read(), expected)) return false;
      attempt((web) => web.setItem(key, JSON.stringify(record)));
      if (persistence !== 'persistent') {
        // What is left there is older than this record, maybe another person's: it must not come back at the next visit.
        wipe();
        held = record;
      }
      return true;
    },
    async clear() {
      wipe();
    },
    watch(listener) {
      const heard = (event: Event) => {
        const { key: changed } = event as StorageEvent;
        // A null key is `localStorage.clear()`.
        if (changed === key || changed === null) listener();
      };
      events?.addEventListener?.('storage', heard);
      return () => events?.removeEventListener?.('storage', heard);
    },
  };
}
