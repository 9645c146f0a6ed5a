/** The kit's stores in the tabs of one browser, and its database as it is, past the kit. */
import {
  openStorage,
  type OpenedStorage,
  type StorageName,
  type WebStores,
} from '../../src/storage/open-storage.ts';
import { createBrowserStores } from './browser-stores.ts';
import { createFakeClock } from './fake-clock.ts';

export const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** Waits until fake-indexeddb has run its pending requests and transactions. */
export const settleDatabase = async () => {
  for (let turn = 0; turn < 200; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
};

export function createStorageSite({
  clientId = 'client',
  name = 'vault',
}: { clientId?: string; name?: StorageName } = {}) {
  const clock = createFakeClock();
  const stores = createBrowserStores();
  const { indexedDB, channels, localItems, localStorage } = stores;
  const database = `cognito-kit.${clientId}`;

  const eventOf = (target: EventTarget, success: string, failure: string) =>
    new Promise((resolve, reject) => {
      target.addEventListener(success, resolve);
      target.addEventListener(failure, reject);
    });
  /** Runs a request on the database without the kit. */
  const request = async <Result>(
    mode: IDBTransactionMode,
    job: (store: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result> => {
    const opening = indexedDB.open(database, 1);
    opening.addEventListener('upgradeneeded', () => void opening.result.createObjectStore('records'));
    await eventOf(opening, 'success', 'error');
    const transaction = opening.result.transaction('records', mode);
    const pending = job(transaction.objectStore('records'));
    await eventOf(transaction, 'complete', 'abort');
    opening.result.close();
    return pending.result;
  };

  return {
    clock,
    indexedDB,
    database,
    channels,
    localItems,
    localStorage,
    /** Opens the kit's stores in a new tab. `overrides` replaces stores of the browser. */
    tab(overrides: Partial<WebStores> = {}): OpenedStorage {
      const { addEventListener: _add, removeEventListener: _remove, ...window } = stores.openTab();
      // Copies descriptors instead of values: only the kit may touch a getter that throws.
      Object.defineProperties(window, Object.getOwnPropertyDescriptors(overrides));
      return openStorage(name, clientId, window, { clock, random });
    },
    get: (key: string) => request<unknown>('readonly', (store) => store.get(key)),
    put: (key: string, value: unknown) => request('readwrite', (store) => store.put(value, key)),
    delete: (key: string) => request('readwrite', (store) => store.delete(key)),
    keys: () => request('readonly', (store) => store.getAllKeys()),
    all: () => request<unknown[]>('readonly', (store) => store.getAll()),
  };
}
