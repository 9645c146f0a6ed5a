/** Opens the three records of an app client in the store that the config names. */
import type { Platform } from '../lib/platform.ts';
import { parseBrowserRecord, type BrowserStorage } from './browser-record.ts';
import { createDatabase } from './vault/database.ts';
import { createMemoryStorage, withMemoryFallback } from './memory-storage.ts';
import { parseLeaseRecord, type LeaseStorage } from './lease-record.ts';
import { createRememberMeStorage } from './web/remember-me-storage.ts';
import { parseSessionRecord, type SessionStorage } from './session-record.ts';
import type { RecordRevision, RecordStorage } from './record-storage.ts';
import { withTabCopies } from './web/tab-copies.ts';
import { takeOverFrom } from './vault/take-over.ts';
import { createVault } from './vault/vault.ts';
import { createWebStorage, type StorageEvents, type WebStorage } from './web/web-storage.ts';

/**
 * A store of the kit:
 * - `vault`: encrypted in IndexedDB, shared by all tabs, persists over restarts.
 * - `local`: the same as plain text in localStorage.
 * - `session`: plain text in sessionStorage, for this tab.
 * - `memory`: for this page.
 */
export type StorageName = 'vault' | 'local' | 'session' | 'memory';

/** The browser's stores and the APIs that they need. Each may be missing, and reading a property may throw. */
export interface WebStores extends StorageEvents {
  localStorage?: WebStorage | undefined;
  sessionStorage?: WebStorage | undefined;
  indexedDB?: IDBFactory | undefined;
  crypto?: Pick<Crypto, 'subtle'> | undefined;
  BroadcastChannel?: typeof BroadcastChannel | undefined;
}

/** The stores of the three records. */
export interface OpenedStorage {
  session: SessionStorage;
  browser: BrowserStorage;
  lease: LeaseStorage;
}

interface RecordKind<Stored extends RecordRevision> {
  name: 'session' | 'browser' | 'lease';
  parse: (json: unknown) => Stored | undefined;
}

/**
 * Opens the session, browser and lease records.
 * @param name The store.
 * @param clientId The app client, which keeps the records of several clients of one origin apart.
 * @param stores The browser's stores: `window`.
 * @param platform Clock and random bytes.
 * @returns A store for each record. None of them rejects: a browser's refusal degrades it to memory.
 */
export function openStorage(
  name: StorageName,
  clientId: string,
  stores: WebStores,
  platform: Pick<Platform, 'clock' | 'random'>,
): OpenedStorage {
  // A client id has only letters, digits and underscores, so no two clients' names can collide.
  const prefix = `cognito-kit.${clientId}`;
  const openWeb = <Stored extends RecordRevision>(
    area: 'local' | 'session',
    { name: record, parse }: RecordKind<Stored>,
  ): RecordStorage<Stored> =>
    createWebStorage({
      open: () => stores[`${area}Storage`],
      key: `${prefix}.${record}`,
      parse,
      // A sessionStorage belongs to one tab, so only localStorage has events.
      events: area === 'local' ? stores : undefined,
    });

  const openChannel = (channelName: string) => () => {
    try {
      // Opens no channel without a database: in Node it would keep the process alive.
      return stores.indexedDB && stores.BroadcastChannel
        ? new stores.BroadcastChannel(channelName)
        : undefined;
    } catch {
      // Browsers that block site data may refuse a channel, too.
      return undefined;
    }
  };
  const database = createDatabase(prefix, () => stores.indexedDB, platform.clock);
  const openVault = <Stored extends RecordRevision & { version: number }>(
    kind: RecordKind<Stored>,
  ): RecordStorage<Stored> => {
    const recordName = `${prefix}.${kind.name}`;
    const store = createVault({
      database,
      name: recordName,
      parse: kind.parse,
      subtle: () => stores.crypto?.subtle,
      random: platform.random,
      channel: openChannel(recordName),
      // A rotated refresh token must survive a power cut; the other records can be made again.
      durability: kind.name === 'session' ? 'strict' : 'relaxed',
    });
    return takeOverFrom(openWeb('local', kind), withMemoryFallback(store));
  };

  const open = <Stored extends RecordRevision & { version: number }>(
    kind: RecordKind<Stored>,
  ): RecordStorage<Stored> => {
    if (name === 'memory') return createMemoryStorage();
    return name === 'vault' ? openVault(kind) : openWeb(name, kind);
  };
  const sessionKind = { name: 'session', parse: parseSessionRecord } as const;
  const openTab = () => withTabCopies(openWeb('session', sessionKind), openChannel(`${prefix}.tab`));
  const session = name === 'session' ? openTab() : open(sessionKind);
  return {
    session: name === 'vault' || name === 'local' ? createRememberMeStorage(session, openTab()) : session,
    browser: open({ name: 'browser', parse: parseBrowserRecord }),
    lease: open({ name: 'lease', parse: parseLeaseRecord }),
  };
}
