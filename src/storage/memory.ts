/** A store that ends with the page. */
import { withFallback } from './memory-storage.ts';
import type { RecordRevision, RecordStorage } from './record-storage.ts';

export const createMemoryStorage = <Stored extends RecordRevision>(): RecordStorage<Stored> =>
  withFallback<Stored>();
