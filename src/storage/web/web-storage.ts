/**
 * A record in localStorage or sessionStorage, as JSON under one key. Reading and writing are synchronous there, so
 * compare and swap is one step within a process. Tabs in two processes can still interleave, which is why refreshes
 * take a Web Lock.
 * https://html.spec.whatwg.org/multipage/webstorage.html
 */
import { parseJson } from '../../lib/json.ts';
import { withMemoryFallback } from '../memory-storage.ts';
import { isLaterVersion, laterVersionError } from '../record-fields.ts';
import { requireApi, isSameRevision, type RecordRevision, type RecordStorage } from '../record-storage.ts';

/** The used part of `Storage`; any object that has it will do. */
export type WebStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The target of the browser's `storage` event: `window`. */
export interface StorageEvents {
  addEventListener?: EventTarget['addEventListener'] | undefined;
  removeEventListener?: EventTarget['removeEventListener'] | undefined;
}

export interface WebRecordOptions<Stored extends RecordRevision> {
  /** Called at each use, since merely reading `localStorage` throws where site data is blocked. */
  open: () => WebStorage | undefined;
  key: string;
  /** Makes a record of parsed JSON, field by field, so that no `__proto__` gets through; undefined when it is none. */
  parse: (json: unknown) => Stored | undefined;
  /** The target of `storage` events; undefined: `watch` never calls back. */
  events?: StorageEvents | undefined;
}

/**
 * Creates the store of a record in web storage.
 * @returns A store that never rejects: a browser's refusal degrades it to memory.
 */
export function createWebStorage<Stored extends RecordRevision>({
  open,
  key,
  parse,
  events,
}: WebRecordOptions<Stored>): RecordStorage<Stored> {
  const readItem = () => {
    const web = requireApi(open());
    return { web, json: parseJson(web.getItem(key) ?? undefined) };
  };
  return withMemoryFallback({
    read: async () => parse(readItem().json),
    async compareAndSwap(expected, record) {
      const { web, json } = readItem();
      if (isLaterVersion(json)) throw laterVersionError();
      if (!isSameRevision(parse(json), expected)) return false;
      web.setItem(key, JSON.stringify(record));
      return true;
    },
    async clear(expected) {
      if (!expected || isSameRevision(parse(readItem().json), expected)) open()?.removeItem(key);
    },
    watch(listener) {
      const onStorage = (event: Event) => {
        const { key: changedKey } = event as StorageEvent;
        // A null key is `localStorage.clear()`.
        if ((changedKey ?? key) === key) listener();
      };
      events?.addEventListener?.('storage', onStorage);
      return () => events?.removeEventListener?.('storage', onStorage);
    },
  });
}
