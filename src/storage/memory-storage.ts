/** A store that may fail, with memory behind it: never plaintext somewhere else. */
import { createEmitter } from '../lib/emitter.ts';
import {
  isSameRevision,
  type FallibleStorage,
  type RecordRevision,
  type Persistence,
  type RecordStorage,
} from './record-storage.ts';

/** Does what `store` does until it first throws. Then the record lives on in memory, and ends with the page. */
export function withFallback<Stored extends RecordRevision>(
  store?: FallibleStorage<Stored>,
): RecordStorage<Stored> {
  const changed = createEmitter();
  let persistence: Persistence = store ? 'persistent' : 'memory';
  /** What was last read or written: the store's or, once that has failed, the record itself. */
  let held: Stored | undefined;
  /** What a later version of the kit left is not this page's to delete. */
  let another = false;

  /** Undefined where the store has failed, now or before. */
  const attempt = async <Result>(job: (inner: FallibleStorage<Stored>) => Promise<Result>) => {
    if (!store || persistence !== 'persistent') return undefined;
    try {
      return { result: await job(store) };
    } catch (error) {
      // IndexedDB's own word for a database of a later version.
      another = (error as Error | null)?.name === 'VersionError';
      // One that failed while it was waited for has been told of already.
      if (persistence === 'persistent') {
        persistence = 'degraded';
        changed.emit();
      }
      return undefined;
    }
  };
  /** What is left in a store that failed may be another person's: it must not come back at the next visit. */
  const wipe = async () => store?.clear().catch(() => undefined);

  return {
    get persistence() {
      return persistence;
    },
    onPersistenceChange: changed.subscribe,
    async read() {
      const done = await attempt((inner) => inner.read());
      if (done) held = done.result;
      return held;
    },
    async compareAndSwap(expected, record) {
      const done = await attempt((inner) => inner.compareAndSwap(expected, record));
      if (done ? !done.result : !isSameRevision(held, expected)) return false;
      held = record;
      if (!done && !another) void wipe();
      return true;
    },
    async clear(expected) {
      const mine = !expected || isSameRevision(held, expected);
      if (mine) held = undefined;
      const done = await attempt((inner) => inner.clear(expected).then(() => true));
      // Nobody waits for a store that has failed.
      if (mine && !done) void wipe();
    },
    watch: (listener) => store?.watch(listener) ?? (() => {}),
  };
}
