/** Opens the three records of an app client in the store that the config names. */
import type { Platform } from '../lib/platform.ts';
import { parseBrowserRecord, type BrowserStorage } from './browser-record.ts';
import { createDatabase } from './vault/database.ts';
import { withFallback } from './memory-storage.ts';
import { parseLeaseRecord, type LeaseStorage } from './lease-record.ts';
import { createMemoryStorage } from './memory.ts';
import { createRememberStorage } from './web/remember-me-storage.ts';
import { parseSessionRecord, type SessionStorage } from './session-record.ts';
import type { RecordRevision, RecordStorage } from './record-storage.ts';
import { withCopies } from './web/tab-copies.ts';
import { takeOver } from './vault/migrate.ts';
import { createVault } from './vault/vault.ts';
import { createWebStorage, type StorageEvents, type WebStorage } from './web/web-storage.ts';

/**
 * `vault`: encrypted in IndexedDB, shared by all tabs, kept over restarts. `local`: the same as plain text in localStorage.
 * `session`: this tab. `memory`: this page.
 */
export type StorageName = 'vault' | 'local' | 'session' | 'memory';

/** The browser's stores and what they need; each may be missing, and touching one may throw. */
export interface WebStores extends StorageEvents {
  localStorage?: WebStorage | undefined;
  sessionStorage?: WebStorage | undefined;
  indexedDB?: IDBFactory | undefined;
  crypto?: Pick<Crypto, 'subtle'> | undefined;
  BroadcastChannel?: typeof BroadcastChannel | undefined;
}

export interface OpenedStorage {
  session: SessionStorage;
  browser: BrowserStorage;
  lease: LeaseStorage;
}

interface RecordKind<Stored extends RecordRevision> {
  name: 'session' | 'browser' | 'lease';
  parse: (json: unknown) => Stored | undefined;
}

export function openStorage(
  name: StorageName,
  clientId: string,
  stores: WebStores,
  platform: Pick<Platform, 'clock' | 'random'>,
): OpenedStorage {
  // A client id has only letters, digits and underscores, so that no two clients' names can meet.
  const prefix = `cognito-kit.${clientId}`;
  const web = <Stored extends RecordRevision>(
    area: 'local' | 'session',
    { name: record, parse }: RecordKind<Stored>,
  ): RecordStorage<Stored> =>
    createWebStorage({
      open: () => stores[`${area}Storage`],
      key: `${prefix}.${record}`,
      parse,
      // For localStorage only: a sessionStorage is one tab's own.
      events: area === 'local' ? stores : undefined,
    });

  const channel = (record: string) => () => {
    try {
      // Without the database there is nothing to tell of; and Node has channels, which keep it from ending.
      return stores.indexedDB && stores.BroadcastChannel ? new stores.BroadcastChannel(record) : undefined;
    } catch {
      // Where site data is blocked, some browsers refuse a channel, too.
      return undefined;
    }
  };
  const database = createDatabase(prefix, () => stores.indexedDB, platform.clock);
  const vault = <Stored extends RecordRevision & { version: number }>(
    kind: RecordKind<Stored>,
  ): RecordStorage<Stored> => {
    const own = `${prefix}.${kind.name}`;
    const store = createVault({
      database,
      name: own,
      parse: kind.parse,
      subtle: () => stores.crypto?.subtle,
      random: platform.random,
      channel: channel(own),
      // A refresh token that rotated must not be lost with the power; the others come again.
      durability: kind.name === 'session' ? 'strict' : 'relaxed',
    });
    return takeOver(withFallback(store), web('local', kind));
  };

  const open = <Stored extends RecordRevision & { version: number }>(
    kind: RecordKind<Stored>,
  ): RecordStorage<Stored> => {
    if (name === 'memory') return createMemoryStorage();
    return name === 'vault' ? vault(kind) : web(name, kind);
  };
  const ofSession = { name: 'session', parse: parseSessionRecord } as const;
  const tab = () => withCopies(web('session', ofSession), channel(`${prefix}.tab`));
  const session = name === 'session' ? tab() : open(ofSession);
  return {
    session: name === 'vault' || name === 'local' ? createRememberStorage(session, tab()) : session,
    browser: open({ name: 'browser', parse: parseBrowserRecord }),
    lease: open({ name: 'lease', parse: parseLeaseRecord }),
  };
}
