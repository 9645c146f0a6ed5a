/** A store that ends with the page. Also what every other store falls back to. */
import { sameMark, type Mark, type RecordStorage } from './storage.ts';

export function createMemoryStorage<Stored extends Mark>(): RecordStorage<Stored> {
  let held: Stored | undefined;
  return {
    persistence: 'memory',
    read: async () => held,
    async compareAndSwap(expected, record) {
      if (!sameMark(held, expected)) return false;
      held = record;
      return true;
    },
    async clear() {
      held = undefined;
    },
    watch: () => () => {},
  };
}
