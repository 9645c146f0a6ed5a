/**
 * A record in localStorage or sessionStorage, as JSON under one key. Reading and writing are synchronous there, so
 * compare and swap is one step; two tabs in two processes can still cross, which is why refreshes hold a Web Lock.
 * https://html.spec.whatwg.org/multipage/webstorage.html
 */
import { createMemoryStorage } from './memory.ts';
import { sameMark, type Mark, type RecordStorage } from './storage.ts';

/** What is used of `Storage`; anything that has it will do. */
export type WebStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Where the browser's `storage` event arrives: `window`. */
export type StorageEvents = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

export interface WebRecordOptions<Stored extends Mark> {
  /** Called at each use, since merely touching `localStorage` throws where site data is blocked. */
  open: () => WebStorage | undefined;
  key: string;
  /** Makes a record of parsed JSON, field by field; undefined when it is none. */
  parse: (json: unknown) => Stored | undefined;
  events?: StorageEvents | undefined;
}

/** JSON without a `__proto__` in it, or undefined. */
export function readJson(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '', (key, value: unknown) => (key === '__proto__' ? undefined : value));
  } catch {
    return undefined;
  }
}

export function createWebStorage<Stored extends Mark>(
  options: WebRecordOptions<Stored>,
): RecordStorage<Stored> {
  const { open, key, parse, events } = options;
  const memory = createMemoryStorage<Stored>();
  let degraded = false;

  /** Uses the web storage, or memory once that has refused: a quota, a blocked frame, private browsing. */
  const attempt = async <Result>(
    web: (storage: WebStorage) => Result,
    fallback: () => Promise<Result>,
  ): Promise<Result> => {
    if (!degraded) {
      try {
        const storage = open();
        if (storage) return web(storage);
      } catch {
        // Falls through to memory.
      }
      degraded = true;
    }
    return fallback();
  };
  const readFrom = (storage: WebStorage) => parse(readJson(storage.getItem(key)));

  return {
    get persistence() {
      return degraded ? 'degraded' : 'persistent';
    },
    read: () => attempt(readFrom, () => memory.read()),
    compareAndSwap(expected, record) {
      const inMemory = degraded;
      return attempt(
        (storage) => {
          if (!sameMark(readFrom(storage), expected)) return false;
          try {
            storage.setItem(key, JSON.stringify(record));
          } catch (error) {
            // What is left there is older than the record that goes to memory now, maybe another person's.
            storage.removeItem(key);
            throw error;
          }
          return true;
        },
        // At the write at which the store refuses, memory is still empty.
        () => memory.compareAndSwap(inMemory ? expected : undefined, record),
      );
    },
    async clear() {
      await memory.clear();
      try {
        // Also when degraded: an old record must not come back at the next visit.
        open()?.removeItem(key);
      } catch {
        // Then there is nothing that this page could ever have written.
      }
    },
    watch(listener) {
      const heard = (event: Event) => {
        const { key: changed } = event as StorageEvent;
        // A null key is `localStorage.clear()`.
        if (changed === key || changed === null) listener();
      };
      events?.addEventListener('storage', heard);
      return () => events?.removeEventListener('storage', heard);
    },
  };
}
