/** “Remember me”: a session that is not to be remembered lives in its tab alone, and nothing of it is kept. */
import { createEmitter } from '../../lib/emitter.ts';
import type { SessionStorage } from '../session-record.ts';
import { isSameRevision } from '../record-storage.ts';

/**
 * The record itself says where it belongs, so that its renewals go there too. The tab's own store is looked at first. A
 * sign-in to one of the two ends what the other held, and a sign-out ends both.
 */
export function createRememberStorage(lasting: SessionStorage, tab: SessionStorage): SessionStorage {
  /** The one that holds the record. */
  let present = lasting;
  const changed = createEmitter();
  let told = lasting.persistence;
  const tell = () => {
    if (told === present.persistence) return;
    told = present.persistence;
    changed.emit();
  };
  for (const store of [lasting, tab]) store.onPersistenceChange?.(tell);

  const look = async () => {
    const own = await tab.read();
    present = own ? tab : lasting;
    tell();
    return own;
  };
  return {
    get persistence() {
      return present.persistence;
    },
    onPersistenceChange: changed.subscribe,
    read: async () => (await look()) ?? lasting.read(),
    async compareAndSwap(expected, record) {
      const own = await look();
      const toTab = record.remember === false;
      if (!own && !toTab) return lasting.compareAndSwap(expected, record);
      const held = await lasting.read();
      if (!isSameRevision(own ?? held, expected)) return false;
      // A renewal stays out of what another tab's sign-in has put there.
      if (toTab && own?.epoch !== record.epoch) await lasting.clear();
      present = toTab ? tab : lasting;
      tell();
      const done = await present.compareAndSwap(toTab ? own : held, record);
      if (done && !toTab) await tab.clear();
      return done;
    },
    async clear(expected) {
      await Promise.all([tab.clear(expected), lasting.clear(expected)]);
    },
    endCopies: tab.endCopies,
    watch(listener) {
      const ends = [lasting.watch(listener), tab.watch(listener)];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
