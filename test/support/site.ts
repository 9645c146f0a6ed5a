/** One browser's site data for one origin, and as many tabs on it as a test wants. */
import { IDBFactory } from 'fake-indexeddb';
import {
  openStorage,
  type OpenedStorage,
  type StorageName,
  type WebStores,
} from '../../src/storage/open-storage.ts';
import { createChannels } from './channels.ts';
import { createFakeClock } from './fake-clock.ts';

export const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** A web storage, as far as it goes in Node. */
export const storeOf = (items: Map<string, string>, tell: (key: string) => void = () => {}) => ({
  getItem: (key: string) => items.get(key) ?? null,
  setItem(key: string, value: string) {
    items.set(key, value);
    tell(key);
  },
  removeItem(key: string) {
    if (items.delete(key)) tell(key);
  },
});

export function createSite({
  clientId = 'client',
  name = 'vault',
}: { clientId?: string; name?: StorageName } = {}) {
  const clock = createFakeClock();
  const indexedDB = new IDBFactory();
  const channels = createChannels();
  const localItems = new Map<string, string>();
  const database = `cognito-kit.${clientId}`;

  const events = (target: EventTarget, good: string, bad: string) =>
    new Promise((resolve, reject) => {
      target.addEventListener(good, resolve);
      target.addEventListener(bad, reject);
    });
  /** What lies in the database, past the kit. */
  const raw = async <Result>(
    mode: IDBTransactionMode,
    job: (store: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result> => {
    const opening = indexedDB.open(database, 1);
    opening.addEventListener('upgradeneeded', () => void opening.result.createObjectStore('records'));
    await events(opening, 'success', 'error');
    const transaction = opening.result.transaction('records', mode);
    const request = job(transaction.objectStore('records'));
    await events(transaction, 'complete', 'abort');
    opening.result.close();
    return request.result;
  };

  return {
    clock,
    indexedDB,
    database,
    channels,
    localItems,
    localStorage: storeOf(localItems),
    /** Opens a tab, whose stores may be other than the site's. */
    tab(stores: Partial<WebStores> = {}): OpenedStorage {
      const window: WebStores = {
        indexedDB,
        crypto,
        BroadcastChannel: channels.Channel,
        localStorage: storeOf(localItems),
        sessionStorage: storeOf(new Map()),
      };
      // Not by a spread: one that throws when touched is touched by the kit alone.
      Object.defineProperties(window, Object.getOwnPropertyDescriptors(stores));
      return openStorage(name, clientId, window, { clock, random });
    },
    get: (key: string) => raw<unknown>('readonly', (store) => store.get(key)),
    put: (key: string, value: unknown) => raw('readwrite', (store) => store.put(value, key)),
    delete: (key: string) => raw('readwrite', (store) => store.delete(key)),
    keys: () => raw('readonly', (store) => store.getAllKeys()),
    all: () => raw<unknown[]>('readonly', (store) => store.getAll()),
  };
}
