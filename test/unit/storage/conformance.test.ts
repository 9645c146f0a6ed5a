/** Proves that each store of the kit passes the published conformance suite, and that each broken store fails it. */
import {
  createMemoryStorage,
  isSameRevision,
  parseSessionRecord,
  storageConformance,
  type BrowserRecord,
  type RecordRevision,
  type RecordStorage,
  type SessionRecord,
  type StorageCheck,
} from 'cognito-kit/storage';
import { describe, expect, it } from 'vitest';
import { createCookieStorage } from '../../../src/storage/cookie/cookie-storage.ts';
import { createIdentityJsStorage } from '../../../src/storage/identity-js/identity-js-storage.ts';
import { openStorage, type StorageName } from '../../../src/storage/open-storage.ts';
import { createBrowserStores } from '../../support/browser-stores.ts';
import { createBrowserCookies } from '../../support/browser-cookies.ts';
import { createStorageSite, random } from '../../support/storage-site.ts';
import { webStorage } from '../../support/web-storage.ts';
import { systemClock } from '../../../src/lib/clock.ts';

/** The cookies of a browser whose tabs hear of changes by `cookieStore`. */
const createCookieArea = () => {
  const browser = createBrowserCookies();
  const cookieStore = new EventTarget();
  const document = {
    get cookie() {
      return browser.document.cookie;
    },
    set cookie(cookie: string) {
      browser.document.cookie = cookie;
      cookieStore.dispatchEvent(new Event('change'));
    },
  };
  return { browser, cookieStore, document };
};

const clientId = 'client';
const platform = { clock: systemClock, random };
const SESSION = `cognito-kit.${clientId}.session`;
const idTokenOf = (epoch: string) => `CognitoIdentityServiceProvider.${clientId}.sub-${epoch}.idToken`;
const browserRecord = (revision: RecordRevision): BrowserRecord => ({
  version: 1,
  ...revision,
  ...(revision.generation % 2 ? { username: 'ada' } : {}),
});

const web = (name: StorageName) =>
  storageConformance({
    create: createBrowserStores,
    open: ({ openTab }) => {
      const { indexedDB: _, BroadcastChannel: _channel, ...window } = openTab();
      return openStorage(name, clientId, window, platform).session;
    },
    corrupt: ({ localItems }) => void localItems.set(SESSION, '{"version":1,"epoch":"one"'),
  });

const stores: Record<string, readonly StorageCheck[]> = {
  memory: storageConformance({
    create: () => undefined,
    open: () => createMemoryStorage<SessionRecord>(),
    scope: 'page',
  }),
  local: web('local'),
  session: storageConformance({
    create: () => new Map<string, string>(),
    open: (items) =>
      openStorage('session', clientId, { sessionStorage: webStorage(items) }, platform).session,
    scope: 'tab',
    corrupt: (items) => void items.set(SESSION, '[]'),
  }),
  vault: storageConformance({
    create: () => createStorageSite({ clientId }),
    open: (site) => site.tab().session,
    async corrupt(site) {
      await site.put(SESSION, { version: 1, epoch: 'one', generation: 1 });
    },
  }),
  'vault (browser record)': storageConformance({
    create: () => createStorageSite({ clientId }),
    open: (site) => site.tab().browser,
    record: browserRecord,
  }),
  cookies: storageConformance({
    create: createCookieArea,
    open: ({ document, cookieStore }) => createCookieStorage(clientId, { document, cookieStore }),
    corrupt: ({ browser }) => browser.text.write(`${idTokenOf('one')}=broken`),
  }),
  'amazon-cognito-identity-js': storageConformance({
    create: createBrowserStores,
    open: ({ openTab }) => {
      const { localStorage, addEventListener, removeEventListener } = openTab();
      const events = { addEventListener, removeEventListener };
      return createIdentityJsStorage(localStorage, clientId, events);
    },
    corrupt: ({ localItems }) => void localItems.set(idTokenOf('one'), 'broken'),
  }),
  'amazon-cognito-identity-js (browser record)': storageConformance({
    create: createBrowserStores,
    open: ({ openTab }) => {
      const { localStorage, addEventListener, removeEventListener } = openTab();
      const events = { addEventListener, removeEventListener };
      return createIdentityJsStorage(localStorage, clientId, events).browser!(undefined);
    },
    record: browserRecord,
  }),
};

describe.each(Object.entries(stores))('the store %s', (_, checks) => {
  it.each(checks.map((check) => [check.name, check] as const))('%s', async (_name, { run }) => {
    await expect(run()).resolves.toBeUndefined();
  });
});

/** The text and the listeners that the tabs of a broken store share. */
interface Place {
  text: string | undefined;
  listeners: Set<{ tab: object; listener: () => void }>;
}

type Tab = RecordStorage<SessionRecord>;

/** A correct store of a text, in whose place a fault puts a method of its own. */
const openPlace = (place: Place, fault: (tab: Tab, place: Place) => Partial<Tab>): Tab => {
  const stored = () => {
    try {
      return parseSessionRecord(JSON.parse(place.text ?? 'null'));
    } catch {
      return undefined;
    }
  };
  const write = (text: string | undefined) => {
    place.text = text;
    for (const { tab: other, listener } of place.listeners) if (other !== tab) listener();
  };
  const tab: Tab = {
    persistence: 'persistent',
    read: async () => stored(),
    async compareAndSwap(expected, record) {
      if (!isSameRevision(stored(), expected)) return false;
      write(JSON.stringify(record));
      return true;
    },
    async clear(expected) {
      if (!expected || isSameRevision(stored(), expected)) write(undefined);
    },
    watch(listener) {
      const entry = { tab, listener };
      place.listeners.add(entry);
      return () => void place.listeners.delete(entry);
    },
  };
  return Object.assign(tab, fault({ ...tab }, place));
};

const failuresOf = async (fault: (tab: Tab, place: Place) => Partial<Tab>) => {
  const checks = storageConformance<Place>({
    create: () => ({ text: undefined, listeners: new Set() }),
    open: (place) => openPlace(place, fault),
    corrupt: (place) => {
      place.text = '{"version":1,';
    },
    timeout: 20,
  });
  const failures: string[] = [];
  for (const { name, run } of checks) await run().catch(() => failures.push(name));
  return failures;
};

/** Writes later than it compares. */
const slowly = (tab: Tab, place: Place): Partial<Tab> => ({
  async compareAndSwap(expected, record) {
    if (!isSameRevision(await tab.read(), expected)) return false;
    await Promise.resolve();
    place.text = JSON.stringify(record);
    return true;
  },
});

const faults: [fault: string, failed: string, make: (tab: Tab, place: Place) => Partial<Tab>][] = [
  [
    'reads null when it is empty',
    'read: resolves with undefined for an empty store',
    (tab) => ({ read: async () => (await tab.read()) ?? (null as unknown as undefined) }),
  ],
  [
    'never writes',
    'compareAndSwap: writes to an empty store if undefined is expected',
    () => ({ compareAndSwap: async () => true }),
  ],
  [
    'does not say that it wrote',
    'compareAndSwap: writes to an empty store if undefined is expected',
    (tab) => ({
      async compareAndSwap(expected, record) {
        await tab.compareAndSwap(expected, record);
        return undefined as unknown as boolean;
      },
    }),
  ],
  [
    'takes undefined for “any record”',
    'compareAndSwap: refuses undefined if the store has a record',
    (tab) => ({
      compareAndSwap: async (expected, record) => tab.compareAndSwap(expected ?? (await tab.read()), record),
    }),
  ],
  [
    'writes to an empty store whatever is expected',
    'compareAndSwap: refuses a revision if the store is empty',
    (tab) => ({
      compareAndSwap: async (expected, record) => tab.compareAndSwap((await tab.read()) && expected, record),
    }),
  ],
  [
    'says that it wrote when it refused',
    'compareAndSwap: refuses a revision of another epoch',
    (tab) => ({
      async compareAndSwap(expected, record) {
        await tab.compareAndSwap(expected, record);
        return true;
      },
    }),
  ],
  [
    'compares the generation alone',
    'compareAndSwap: refuses a revision of another epoch',
    (tab) => ({
      async compareAndSwap(expected, record) {
        const stored = await tab.read();
        return stored?.generation === expected?.generation && tab.compareAndSwap(stored, record);
      },
    }),
  ],
  [
    'compares the epoch alone',
    'compareAndSwap: refuses a revision of another generation',
    (tab) => ({
      async compareAndSwap(expected, record) {
        const stored = await tab.read();
        return stored?.epoch === expected?.epoch && tab.compareAndSwap(stored, record);
      },
    }),
  ],
  [
    'takes any newer generation for the same',
    'compareAndSwap: refuses a revision of another generation',
    (tab) => ({
      async compareAndSwap(expected, record) {
        const stored = await tab.read();
        const isNewer = (expected?.generation ?? 0) >= (stored?.generation ?? 0);
        return stored?.epoch === expected?.epoch && isNewer && tab.compareAndSwap(stored, record);
      },
    }),
  ],
  [
    'merges the records',
    'compareAndSwap: replaces the whole record',
    (tab) => ({
      compareAndSwap: async (expected, record) =>
        tab.compareAndSwap(expected, { ...(await tab.read()), ...record }),
    }),
  ],
  [
    'compares objects',
    'compareAndSwap: compares epoch and generation, and nothing else',
    (tab) => {
      let last: RecordRevision | undefined;
      return {
        async compareAndSwap(expected, record) {
          if (expected !== last) return false;
          last = record;
          return tab.compareAndSwap(await tab.read(), record);
        },
      };
    },
  ],
  ['reads before it writes', 'compareAndSwap: writes once if ten calls expect the same revision', slowly],
  [
    'queues its own calls, but not those of other tabs',
    'compareAndSwap: writes once if ten tabs expect the same revision',
    (tab, place) => {
      const { compareAndSwap } = slowly(tab, place);
      let last: Promise<unknown> = Promise.resolve();
      return {
        compareAndSwap(expected, record) {
          const run = last.then(async () => compareAndSwap!(expected, record));
          last = run;
          return run;
        },
      };
    },
  ],
  ['never clears', 'clear: deletes any record without an argument', () => ({ clear: async () => {} })],
  [
    'rejects a clear when it is empty',
    'clear: deletes any record without an argument',
    (tab) => ({
      async clear(expected) {
        if (!(await tab.read())) throw new Error('empty');
        await tab.clear(expected);
      },
    }),
  ],
  [
    'never clears one revision',
    'clear: deletes the revision that it is passed',
    (tab) => ({ clear: async (expected) => (expected ? undefined : tab.clear()) }),
  ],
  [
    'clears whatever the revision',
    'clear: leaves another revision than it is passed',
    (tab) => ({ clear: async () => tab.clear() }),
  ],
  [
    'clears any generation',
    'clear: leaves another revision than it is passed',
    (tab) => ({
      async clear(expected) {
        const stored = await tab.read();
        if (!expected || stored?.epoch === expected.epoch) await tab.clear();
      },
    }),
  ],
  [
    'clears any epoch',
    'clear: leaves another revision than it is passed',
    (tab) => ({
      async clear(expected) {
        const stored = await tab.read();
        if (!expected || stored?.generation === expected.generation) await tab.clear();
      },
    }),
  ],
  [
    'clears by the record that this tab has read',
    'clear: leaves a revision that another tab wrote meanwhile',
    (tab) => {
      let cached: RecordRevision | undefined;
      return {
        async compareAndSwap(expected, record) {
          const done = await tab.compareAndSwap(expected, record);
          if (done) cached = record;
          return done;
        },
        async clear(expected) {
          if (!expected || isSameRevision(cached, expected)) await tab.clear();
        },
      };
    },
  ],
  [
    'returns nothing from watch',
    'watch: returns a function that may be called twice',
    () => ({ watch: () => undefined as unknown as () => void }),
  ],
  [
    'throws when a subscription ends twice',
    'watch: returns a function that may be called twice',
    (tab) => ({
      watch(listener) {
        let end: (() => void) | undefined = tab.watch(listener);
        return () => {
          end!();
          end = undefined;
        };
      },
    }),
  ],
  [
    'forgets the record at a reload',
    'read: resolves with the record after a reload',
    () => createMemoryStorage<SessionRecord>(),
  ],
  [
    'reads once and then from a cache',
    'read: resolves with the record of another tab',
    (tab) => {
      let first: Promise<SessionRecord | undefined> | undefined;
      return { read: () => (first ??= tab.read()) };
    },
  ],
  [
    'compares with a cache',
    'compareAndSwap: refuses a revision that another tab has replaced',
    (tab) => {
      let cached: RecordRevision | undefined;
      return {
        async compareAndSwap(expected, record) {
          const stored = await tab.read();
          if (!isSameRevision(cached ?? stored, expected)) return false;
          cached = record;
          return tab.compareAndSwap(stored, record);
        },
      };
    },
  ],
  ['never calls back', 'watch: calls back after another tab wrote', () => ({ watch: () => () => {} })],
  [
    'does not announce a clear',
    'watch: calls back after another tab cleared',
    (tab, place) => ({
      async clear(expected) {
        if (!expected || isSameRevision(await tab.read(), expected)) place.text = undefined;
      },
    }),
  ],
  [
    'ends all subscriptions at once',
    'watch: ends one subscription and leaves the others',
    (tab, place) => ({
      watch(listener) {
        tab.watch(listener);
        return () => place.listeners.clear();
      },
    }),
  ],
  [
    'ends no subscription',
    'watch: ends one subscription and leaves the others',
    (tab) => ({
      watch(listener) {
        tab.watch(listener);
        return () => {};
      },
    }),
  ],
  ['says that it is memory', 'persistence: is persistent after a write', () => ({ persistence: 'memory' })],
  [
    'rejects for a broken record',
    'read: resolves with undefined for a broken record, which can be replaced',
    (_, place) => ({
      read: async () => parseSessionRecord(JSON.parse(place.text ?? 'null')),
    }),
  ],
  [
    'does not write over a broken record',
    'read: resolves with undefined for a broken record, which can be replaced',
    (tab, place) => ({
      async compareAndSwap(expected, record) {
        const isBroken = place.text !== undefined && !(await tab.read());
        return !isBroken && tab.compareAndSwap(expected, record);
      },
    }),
  ],
];

describe('the conformance suite', () => {
  it('the conformance suite passes a correct store', async () => {
    expect(await failuresOf(() => ({}))).toEqual([]);
  });

  it.each(faults)('the conformance suite fails a store that %s', async (_, failed, make) => {
    expect(await failuresOf(make)).toContain(failed);
  });

  it('the conformance suite has a broken store for each of its checks', () => {
    const names = storageConformance<Place>({
      create: () => ({ text: undefined, listeners: new Set() }),
      open: (place) => openPlace(place, () => ({})),
      corrupt: () => {},
    }).map(({ name }) => name);
    const failed = new Set(faults.map(([, name]) => name));
    expect(names.filter((name) => !failed.has(name))).toEqual([]);
  });

  it('the conformance suite reports the expected and the actual value', async () => {
    const [check] = storageConformance({
      create: () => undefined,
      open: () => ({ ...createMemoryStorage<SessionRecord>(), read: async () => ({}) as SessionRecord }),
      scope: 'page',
    });
    await expect(check?.run()).rejects.toThrow('The record of an empty store is {}, but must be undefined.');
  });

  it('the conformance suite omits the checks of tabs and reloads for a store without them', () => {
    const namesOf = (scope: 'tab' | 'page') =>
      storageConformance({ create: () => undefined, open: () => createMemoryStorage<SessionRecord>(), scope })
        .map(({ name }) => name)
        .filter((name) => /tab|reload/.test(name));
    expect(namesOf('page')).toEqual([]);
    expect(namesOf('tab')).toEqual(['read: resolves with the record after a reload']);
  });
});
