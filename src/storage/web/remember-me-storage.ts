/** “Remember me”: a session that is not to be remembered lives in the tab's own store alone. */
import { createEmitter } from '../../lib/emitter.ts';
import type { SessionStorage } from '../session-record.ts';
import { isSameRevision } from '../record-storage.ts';

/**
 * Joins two stores. The record's `remember` says to which one it belongs, so renewals go to the same one. The tab's
 * store is read first. A sign-in to one of the two clears the other, and a sign-out clears both.
 * @param shared The store that outlives the tab.
 * @param tab The store of this tab, such as sessionStorage.
 * @returns One store.
 */
export function createRememberMeStorage(shared: SessionStorage, tab: SessionStorage): SessionStorage {
  /** The store that contains the record. */
  let active = shared;
  const changed = createEmitter();
  let announced = shared.persistence;
  const announce = () => {
    if (announced === active.persistence) return;
    announced = active.persistence;
    changed.emit();
  };
  for (const store of [shared, tab]) store.onPersistenceChange?.(announce);

  const readTab = async () => {
    const tabRecord = await tab.read();
    active = tabRecord ? tab : shared;
    announce();
    return tabRecord;
  };
  return {
    get persistence() {
      return active.persistence;
    },
    onPersistenceChange: changed.subscribe,
    read: async () => (await readTab()) ?? shared.read(),
    async compareAndSwap(expected, record) {
      const tabRecord = await readTab();
      const toTab = record.remember === false;
      if (!tabRecord && !toTab) return shared.compareAndSwap(expected, record);
      const sharedRecord = await shared.read();
      if (!isSameRevision(tabRecord ?? sharedRecord, expected)) return false;
      // A renewal in this tab leaves another tab's later sign-in in the shared store alone.
      if (toTab && tabRecord?.epoch !== record.epoch) await shared.clear();
      active = toTab ? tab : shared;
      announce();
      const done = await active.compareAndSwap(toTab ? tabRecord : sharedRecord, record);
      if (done && !toTab) await tab.clear();
      return done;
    },
    async clear(expected) {
      await Promise.all([tab.clear(expected), shared.clear(expected)]);
    },
    endCopies: tab.endCopies,
    watch(listener) {
      const ends = [shared.watch(listener), tab.watch(listener)];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
