/** Takes over, once, what an earlier version of the kit kept in another store, and removes it there. */
import type { RecordRevision, RecordStorage } from '../record-storage.ts';

/** `earlier` is read synchronously and nearly always empty, so that it costs the first read nothing. */
export function takeOver<Stored extends RecordRevision>(
  store: RecordStorage<Stored>,
  earlier: RecordStorage<Stored>,
): RecordStorage<Stored> {
  let taken: Promise<void> | undefined;
  const take = async () => {
    const left = await earlier.read();
    if (!left) return;
    // Where both hold something, the earlier store's is the older.
    await store.compareAndSwap(undefined, left);
    await earlier.clear();
  };
  const begin = () => (taken ??= take());
  return {
    get persistence() {
      return store.persistence;
    },
    onPersistenceChange: store.onPersistenceChange,
    read: () => begin().then(() => store.read()),
    compareAndSwap: (expected, record) => begin().then(() => store.compareAndSwap(expected, record)),
    clear: (expected) => begin().then(() => store.clear(expected)),
    watch: (listener) => store.watch(listener),
  };
}
