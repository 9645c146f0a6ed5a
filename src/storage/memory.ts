/** A store that ends with the page. */
import type { Mark, RecordStorage } from './storage.ts';
import { createWebStorage } from './web.ts';

export const createMemoryStorage = <Stored extends Mark>(): RecordStorage<Stored> =>
  createWebStorage<Stored>({ key: '', parse: () => undefined });
