/** Changes a record, however often somebody else comes between the reading and the writing. */
import type { RecordRevision, RecordStorage } from './record-storage.ts';

/** Gives what was written; undefined, with nothing written, when `change` gives nothing. */
export async function swap<Stored extends RecordRevision>(
  storage: RecordStorage<Stored>,
  change: (held: Stored | undefined) => Stored | undefined,
  read = () => storage.read(),
): Promise<Stored | undefined> {
  for (;;) {
    const held = await read();
    const next = change(held);
    if (!next || (await storage.compareAndSwap(held, next))) return next;
  }
}
