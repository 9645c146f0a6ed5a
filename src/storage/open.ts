/** Opens the two records of an app client in the store that the config names. */
import { parseBrowserRecord, type BrowserStorage } from './browser-record.ts';
import { parseSessionRecord, type SessionStorage } from './session-record.ts';
import { createMemoryStorage } from './memory.ts';
import { createWebStorage, type StorageEvents, type WebStorage } from './web.ts';

/** `local`: shared by all tabs, kept over restarts. `session`: this tab. `memory`: this page. */
export type StorageName = 'local' | 'session' | 'memory';

/** The browser's stores; each may be missing, and touching one may throw. */
export interface WebStores {
  localStorage?: WebStorage | undefined;
  sessionStorage?: WebStorage | undefined;
  addEventListener?: StorageEvents['addEventListener'] | undefined;
  removeEventListener?: StorageEvents['removeEventListener'] | undefined;
}

export interface OpenedStorage {
  session: SessionStorage;
  browser: BrowserStorage;
}

export function openStorage(name: StorageName, clientId: string, stores: WebStores): OpenedStorage {
  if (name === 'memory') return { session: createMemoryStorage(), browser: createMemoryStorage() };
  const open = () => (name === 'local' ? stores.localStorage : stores.sessionStorage);
  // Other tabs are heard only through localStorage: a sessionStorage is one tab's own.
  const events = name === 'local' && stores.addEventListener ? (stores as StorageEvents) : undefined;
  // A client id has only letters, digits and underscores, so that no two clients' keys can meet.
  const key = (record: string) => `cognito-kit.${clientId}.${record}`;
  return {
    session: createWebStorage({ open, key: key('session'), parse: parseSessionRecord, events }),
    browser: createWebStorage({ open, key: key('browser'), parse: parseBrowserRecord, events }),
  };
}
