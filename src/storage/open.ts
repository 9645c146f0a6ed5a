/** Opens the three records of an app client in the store that the config names. */
import { parseBrowserRecord, type BrowserStorage } from './browser-record.ts';
import { parseLeaseRecord, type LeaseStorage } from './lease-record.ts';
import { parseSessionRecord, type SessionStorage } from './session-record.ts';
import type { Mark, RecordStorage } from './storage.ts';
import { createWebStorage, type StorageEvents, type WebStorage } from './web.ts';

/** `local`: shared by all tabs, kept over restarts. `session`: this tab. `memory`: this page. */
export type StorageName = 'local' | 'session' | 'memory';

/** The browser's stores; each may be missing, and touching one may throw. */
export interface WebStores extends StorageEvents {
  localStorage?: WebStorage | undefined;
  sessionStorage?: WebStorage | undefined;
}

export interface OpenedStorage {
  session: SessionStorage;
  browser: BrowserStorage;
  lease: LeaseStorage;
}

export function openStorage(name: StorageName, clientId: string, stores: WebStores): OpenedStorage {
  const open = <Stored extends Mark>(
    record: string,
    parse: (json: unknown) => Stored | undefined,
  ): RecordStorage<Stored> =>
    createWebStorage({
      open: name === 'memory' ? undefined : () => stores[`${name}Storage`],
      // A client id has only letters, digits and underscores, so that no two clients' keys can meet.
      key: `cognito-kit.${clientId}.${record}`,
      parse,
      // For localStorage only: a sessionStorage is one tab's own.
      events: name === 'local' ? stores : undefined,
    });
  return {
    session: open('session', parseSessionRecord),
    browser: open('browser', parseBrowserRecord),
    lease: open('lease', parseLeaseRecord),
  };
}
