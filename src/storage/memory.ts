/** A store that ends with the page. */
import { withFallback } from './fallback.ts';
import type { Mark, RecordStorage } from './storage.ts';

export const createMemoryStorage = <Stored extends Mark>(): RecordStorage<Stored> => withFallback<Stored>();
