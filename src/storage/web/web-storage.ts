/**
 * A record in localStorage or sessionStorage, as JSON under one key. Reading and writing are synchronous there, so
 * compare and swap is one step; two tabs in two processes can still cross, which is why refreshes hold a Web Lock.
 * https://html.spec.whatwg.org/multipage/webstorage.html
 */
import { parseJson } from '../../lib/json.ts';
import { withFallback } from '../memory-storage.ts';
import { isNewer, newer } from '../record-fields.ts';
import { present, isSameRevision, type RecordRevision, type RecordStorage } from '../record-storage.ts';

/** What is used of `Storage`; anything that has it will do. */
export type WebStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Where the browser's `storage` event arrives: `window`. */
export interface StorageEvents {
  addEventListener?: EventTarget['addEventListener'] | undefined;
  removeEventListener?: EventTarget['removeEventListener'] | undefined;
}

export interface WebRecordOptions<Stored extends RecordRevision> {
  /** Called at each use, since merely touching `localStorage` throws where site data is blocked. */
  open: () => WebStorage | undefined;
  key: string;
  /** Makes a record of parsed JSON, field by field, so that no `__proto__` gets through; undefined when it is none. */
  parse: (json: unknown) => Stored | undefined;
  events?: StorageEvents | undefined;
}

export function createWebStorage<Stored extends RecordRevision>({
  open,
  key,
  parse,
  events,
}: WebRecordOptions<Stored>): RecordStorage<Stored> {
  const look = () => {
    const web = present(open());
    return { web, found: parseJson(web.getItem(key) ?? undefined) };
  };
  return withFallback({
    read: async () => parse(look().found),
    async compareAndSwap(expected, record) {
      const { web, found } = look();
      if (isNewer(found)) throw newer();
      if (!isSameRevision(parse(found), expected)) return false;
      web.setItem(key, JSON.stringify(record));
      return true;
    },
    async clear(expected) {
      if (!expected || isSameRevision(parse(look().found), expected)) open()?.removeItem(key);
    },
    watch(listener) {
      const heard = (event: Event) => {
        const { key: changed } = event as StorageEvent;
        // A null key is `localStorage.clear()`.
        if ((changed ?? key) === key) listener();
      };
      events?.addEventListener?.('storage', heard);
      return () => events?.removeEventListener?.('storage', heard);
    },
  });
}
