/** Takes over a record, once, from the store in which an earlier version of the kit wrote it. */
import type { RecordRevision, RecordStorage } from '../record-storage.ts';

/**
 * Puts a take-over before the first use of a store.
 * @param earlier The former store. It is read synchronously and nearly always empty, so the first read costs nothing.
 * @param store The present store.
 * @returns The present store. Its methods wait for the take-over.
 */
export function takeOverFrom<Stored extends RecordRevision>(
  earlier: RecordStorage<Stored>,
  store: RecordStorage<Stored>,
): RecordStorage<Stored> {
  let takeOver: Promise<void> | undefined;
  const moveRecord = async () => {
    const record = await earlier.read();
    if (!record) return;
    // If both stores have a record, the earlier store's is the older one and is dropped.
    await store.compareAndSwap(undefined, record);
    await earlier.clear();
  };
  const takenOver = () => (takeOver ??= moveRecord());
  return {
    get persistence() {
      return store.persistence;
    },
    onPersistenceChange: store.onPersistenceChange,
    read: () => takenOver().then(() => store.read()),
    compareAndSwap: (expected, record) => takenOver().then(() => store.compareAndSwap(expected, record)),
    clear: (expected) => takenOver().then(() => store.clear(expected)),
    watch: (listener) => store.watch(listener),
  };
}
