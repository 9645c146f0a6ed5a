/** A store that ends with the page. */
import { withFallback } from './fallback.ts';
import type { RecordRevision, RecordStorage } from './storage.ts';

export const createMemoryStorage = <Stored extends RecordRevision>(): RecordStorage<Stored> =>
  withFallback<Stored>();
