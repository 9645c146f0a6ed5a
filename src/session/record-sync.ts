/** Keeps the session in memory and its record in the store in step: memory changes at once, the store in the same order. */
import { createSerialQueue } from '../lib/serial-queue.ts';
import type { SessionRecord, SessionStorage } from '../storage/session-record.ts';
import { checkTokens, type TokenFacts, type TokenOwner } from './check-tokens.ts';
import type { SessionState } from './session-state.ts';

/**
 * Creates the link between a session's state and its store.
 * @param owner The pool and app client that the tokens must be issued for.
 * @param storage The store of the record.
 * @param state The session in memory.
 */
export function createRecordSync(
  owner: TokenOwner,
  storage: SessionStorage,
  { view, record: currentRecord, setRecord }: SessionState,
) {
  /** Runs work on the store one after the other. */
  const enqueue = createSerialQueue();
  /** The number of changes in memory that have not reached the store yet. */
  let pendingWrites = 0;

  /** Queues the write of a change that memory has just made. */
  const write = <Result>(work: () => Promise<Result>): Promise<Result> => {
    pendingWrites++;
    return enqueue(() => work().finally(() => pendingWrites--));
  };

  /** Sets a record that the store contained, unless this tab's own is newer. */
  const accept = (stored: SessionRecord | undefined) => {
    const current = currentRecord();
    if (stored && stored.epoch === current?.epoch && stored.generation <= current.generation) return;
    let facts: TokenFacts | undefined;
    try {
      facts = stored && checkTokens(stored, owner);
    } catch {
      // A broken token or another pool's: the session is signed out.
    }
    if (current || facts || view.getSession().status === 'loading') setRecord(facts && stored, facts);
  };

  /** Reads the store. While a write is pending, its record is older than memory and is not set. */
  const read = async () => {
    // An app's own store may fail to read. Then memory stays as it is.
    const stored = await storage.read().catch(currentRecord);
    if (pendingWrites === 0) accept(stored);
    return stored;
  };

  return { enqueue, write, accept, read };
}
