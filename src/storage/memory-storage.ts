/** A record in the page's memory: on its own, or behind a store that may fail. It is never written in clear elsewhere. */
import { createEmitter } from '../lib/emitter.ts';
import {
  isSameRevision,
  type FallibleStorage,
  type RecordRevision,
  type Persistence,
  type RecordStorage,
} from './record-storage.ts';

/**
 * Creates a store that ends with the page.
 * @returns A store whose `persistence` is `memory`.
 */
export const createMemoryStorage = <Stored extends RecordRevision>(): RecordStorage<Stored> =>
  withMemoryFallback<Stored>();

/**
 * Uses a store until one of its methods first rejects. From then on the record lives in memory and ends with the page,
 * and `persistence` is `degraded`. The store is wiped, so that no old session returns at the next visit.
 * @param store A store whose methods may reject; undefined: memory alone.
 * @returns A store that never rejects.
 */
export function withMemoryFallback<Stored extends RecordRevision>(
  store?: FallibleStorage<Stored>,
): RecordStorage<Stored> {
  const changed = createEmitter();
  let persistence: Persistence = store ? 'persistent' : 'memory';
  /** The record that was last read or written. Once the store has failed, this is the record itself. */
  let record: Stored | undefined;
  /** Whether a later version of the kit wrote the store, which this version must not wipe. */
  let isLaterVersion = false;

  /** Runs `job` on the store. Returns undefined if the store fails now or has failed before. */
  const attempt = async <Result>(job: (inner: FallibleStorage<Stored>) => Promise<Result>) => {
    if (!store || persistence !== 'persistent') return undefined;
    try {
      return { result: await job(store) };
    } catch (error) {
      // IndexedDB's own name for a database of a later version.
      isLaterVersion = (error as Error | null)?.name === 'VersionError';
      // Another call may have failed meanwhile, and has announced it.
      if (persistence === 'persistent') {
        persistence = 'degraded';
        changed.emit();
      }
      return undefined;
    }
  };
  /** Wipes a store that failed: the record in it may be another user's. */
  const wipe = async () => store?.clear().catch(() => undefined);

  return {
    get persistence() {
      return persistence;
    },
    onPersistenceChange: changed.subscribe,
    async read() {
      const done = await attempt((inner) => inner.read());
      if (done) record = done.result;
      return record;
    },
    async compareAndSwap(expected, next) {
      const done = await attempt((inner) => inner.compareAndSwap(expected, next));
      if (done ? !done.result : !isSameRevision(record, expected)) return false;
      record = next;
      if (!done && !isLaterVersion) void wipe();
      return true;
    },
    async clear(expected) {
      const matches = !expected || isSameRevision(record, expected);
      if (matches) record = undefined;
      const done = await attempt((inner) => inner.clear(expected).then(() => true));
      // The caller does not wait for a store that has failed.
      if (matches && !done) void wipe();
    },
    watch: (listener) => store?.watch(listener) ?? (() => {}),
  };
}
