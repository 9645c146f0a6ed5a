/**
 * What a store is: four methods over one record. The vault, web storage, memory and an app's own stores are behind the
 * same interface.
 */

/** Tells one written state of a record from another, also across tabs. */
export interface RecordRevision {
  /** Opaque. A record of another epoch belongs to another sign-in. */
  readonly epoch: string;
  /** Counts up at each write within an epoch. */
  readonly generation: number;
}

export interface RecordStorage<Stored extends RecordRevision> {
  /** Undefined when there is none, or when what is there is broken or of a later version. Never rejects for those. */
  read(): Promise<Stored | undefined>;
  /** Writes if the store still holds `expected` (undefined: holds nothing), and says whether it did. */
  compareAndSwap(expected: RecordRevision | undefined, record: Stored): Promise<boolean>;
  /** Given `expected`, only if the store still holds that. */
  clear(expected?: RecordRevision): Promise<void>;
  /** Calls back when another tab wrote or cleared. Returns the function that ends it. */
  watch(listener: () => void): () => void;
  /** `degraded`: the store refused, and from then on the record lives in memory and ends with the page. */
  readonly persistence: Persistence;
  /** Calls back when `persistence` has changed. Returns the function that ends it. */
  onPersistenceChange?: ((listener: () => void) => () => void) | undefined;
}

/** A store as the browser gives it: each method rejects where the browser refuses. */
export type FallibleStorage<Stored extends RecordRevision> = Omit<
  RecordStorage<Stored>,
  'persistence' | 'onPersistenceChange'
>;

export type Persistence = 'persistent' | 'memory' | 'degraded';

export const isSameRevision = (a: RecordRevision | undefined, b: RecordRevision | undefined): boolean =>
  a?.epoch === b?.epoch && a?.generation === b?.generation;

/** A browser's store or tool, which some browsers lack. */
export function present<Store>(store: Store | undefined): Store {
  if (store === undefined) throw new DOMException('', 'NotFoundError');
  return store;
}
