/**
 * The interface of a store: four methods over one record. The vault, web storage, cookies, memory and the stores that
 * apps write all implement it. `storageConformance` checks an implementation.
 */

/** Identifies one written state of a record, across tabs too. */
export interface RecordRevision {
  /** Opaque. A record of another epoch belongs to another sign-in. */
  readonly epoch: string;
  /** Rises with each write of the same epoch. */
  readonly generation: number;
}

/** A store of one record. Records are values: neither the store nor its callers change one after handing it over. */
export interface RecordStorage<Stored extends RecordRevision> {
  /**
   * Reads the record.
   * @returns Undefined if there is none, or if it is broken or of a later version. Never rejects for those.
   */
  read(): Promise<Stored | undefined>;
  /**
   * Writes `record` if the store still contains `expected`. Comparison and write are one step, so of several calls
   * with the same `expected` one writes.
   * @param expected The revision that the caller has read, compared by `isSameRevision`; undefined: the store is empty.
   * @returns Whether it wrote.
   */
  compareAndSwap(expected: RecordRevision | undefined, record: Stored): Promise<boolean>;
  /**
   * Deletes the record.
   * @param expected Deletes only this revision and leaves another; undefined: deletes any.
   */
  clear(expected?: RecordRevision): Promise<void>;
  /**
   * Calls back after another tab wrote or cleared the record.
   * @returns Ends the subscription of this listener.
   */
  watch(listener: () => void): () => void;
  /** Whether the record outlives the page. */
  readonly persistence: Persistence;
  /**
   * Calls back after `persistence` changed. Needed only where it can change.
   * @returns Ends the subscription of this listener.
   */
  onPersistenceChange?: ((listener: () => void) => () => void) | undefined;
}

/** A store of which each method rejects where the browser refuses. `withMemoryFallback` makes a `RecordStorage` of it. */
export type FallibleStorage<Stored extends RecordRevision> = Omit<
  RecordStorage<Stored>,
  'persistence' | 'onPersistenceChange'
>;

/**
 * Whether a record outlives the page:
 * - `persistent`: the record is in the store.
 * - `memory`: the record is in the page's memory, as configured.
 * - `degraded`: the store refused, and the record is in the page's memory from then on.
 */
export type Persistence = 'persistent' | 'memory' | 'degraded';

/**
 * Compares two revisions by epoch and generation.
 * @param a A record or its revision; undefined: no record.
 * @param b The other one.
 * @returns True if both are the same revision, or both are undefined.
 */
export const isSameRevision = (a: RecordRevision | undefined, b: RecordRevision | undefined): boolean =>
  a?.epoch === b?.epoch && a?.generation === b?.generation;

/**
 * Changes a record, and starts over if another write came between its read and its swap.
 * @param change Returns the next record; undefined: leave the store as it is.
 * @param read Reads the record in place of `storage.read`.
 * @returns The record that was written; undefined if nothing was.
 */
export async function updateRecord<Stored extends RecordRevision>(
  storage: RecordStorage<Stored>,
  change: (stored: Stored | undefined) => Stored | undefined,
  read = () => storage.read(),
): Promise<Stored | undefined> {
  for (;;) {
    const stored = await read();
    const next = change(stored);
    if (!next || (await storage.compareAndSwap(stored, next))) return next;
  }
}

/**
 * Returns an API of the browser, which some browsers and pages lack.
 * @throws {DOMException} `NotFoundError` if it is undefined.
 */
export function requireApi<Api>(api: Api | undefined): Api {
  if (api === undefined) throw new DOMException('', 'NotFoundError');
  return api;
}
