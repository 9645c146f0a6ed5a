/** Proves that the vault continues in memory, or tries again, when IndexedDB refuses, hangs, disconnects or crashes. */
import { forceCloseDatabase, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WebStores } from '../../../../src/storage/open-storage.ts';
import { sessionRecord } from '../../../support/tokens.ts';
import { createStorageSite, settleDatabase } from '../../../support/storage-site.ts';

const next = sessionRecord({ generation: 2, refreshToken: 'canary-next' });
const SESSION = 'cognito-kit.client.session';

/** The site's IndexedDB, with a list of its connections and the number of tries to open one. */
function recordConnections(site: ReturnType<typeof createStorageSite>) {
  const opened: IDBDatabase[] = [];
  let tries = 0;
  const open: IDBFactory['open'] = (...args) => {
    tries++;
    const request = site.indexedDB.open(...args);
    request.addEventListener('success', () => opened.push(request.result));
    return request;
  };
  return { indexedDB: { open } as IDBFactory, opened, tries: () => tries };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the vault in a browser that refuses', () => {
  it('fault 8 (quota): a full disk moves the session to memory, is reported once, and leaves no old record', async () => {
    const site = createStorageSite();
    const { session } = site.tab();
    let changes = 0;
    session.onPersistenceChange?.(() => changes++);
    await session.compareAndSwap(undefined, sessionRecord());
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(await session.compareAndSwap(sessionRecord(), next)).toBe(true);
    expect(session.persistence).toBe('degraded');
    expect(await session.read()).toEqual(next);
    expect(await session.compareAndSwap(sessionRecord(), sessionRecord())).toBe(false);
    await settleDatabase();
    expect(changes).toBe(1);
    expect(await site.get(SESSION)).toBeUndefined();
    expect([...site.localItems.values()].join('')).not.toContain('canary');
  });

  const denied = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  it.each<[string, Partial<WebStores>]>([
    [
      'fault 9 (blocked store): blocked site data',
      {
        get indexedDB(): IDBFactory {
          return denied();
        },
        get localStorage(): Storage {
          return denied();
        },
        get sessionStorage(): Storage {
          return denied();
        },
      },
    ],
    ['fault 9 (blocked store): a denied open', { indexedDB: { open: denied } as unknown as IDBFactory }],
    [
      'fault 9 (blocked store): a denied open and a denied channel',
      {
        indexedDB: { open: denied } as unknown as IDBFactory,
        BroadcastChannel: function refused() {
          denied();
        } as unknown as typeof BroadcastChannel,
      },
    ],
    ['fault 95 (missing store): no IndexedDB', { indexedDB: undefined }],
    ['fault 95 (missing Web Crypto): no Web Crypto, as on a page without TLS', { crypto: undefined }],
    [
      'fault 95 (missing Web Crypto): Web Crypto without subtle',
      { crypto: { subtle: undefined } as unknown as Crypto },
    ],
  ])('%s moves the session to memory, and never to plain text', async (_, stores) => {
    const site = createStorageSite();
    const { session, browser, lease } = site.tab(stores);
    const onPersistenceChange = vi.fn<() => void>();
    session.onPersistenceChange?.(onPersistenceChange);
    // createCognito watches the store from the start.
    const end = session.watch(() => {});
    expect(await session.read()).toBeUndefined();
    expect(session.persistence).toBe('degraded');
    expect(onPersistenceChange).toHaveBeenCalledOnce();
    expect(await session.compareAndSwap(undefined, sessionRecord())).toBe(true);
    expect(await session.read()).toEqual(sessionRecord());
    await browser.compareAndSwap(undefined, { version: 1, epoch: 'b', generation: 1, username: 'ada' });
    expect((await browser.read())?.username).toBe('ada');
    expect(await lease.compareAndSwap(undefined, { version: 1, epoch: 'l', generation: 1, until: 1 })).toBe(
      true,
    );
    await session.clear();
    expect(await session.read()).toBeUndefined();
    expect(site.localItems.size).toBe(0);
    end();
  });
});

describe('fault 10 (hanging store): an open that never fires', () => {
  it('fault 10 (hanging store): the vault stops waiting for an open after two seconds and closes a late connection', async () => {
    const site = createStorageSite();
    let openLate: (() => void) | undefined;
    const opened: IDBDatabase[] = [];
    const open: IDBFactory['open'] = (...args) => {
      const request = new EventTarget() as IDBOpenDBRequest;
      openLate ??= () => {
        const real = site.indexedDB.open(...args);
        real.addEventListener('success', () => {
          opened.push(real.result);
          Object.defineProperty(request, 'result', { value: real.result });
          request.dispatchEvent(new Event('success'));
        });
      };
      return request;
    };
    const { session } = site.tab({ indexedDB: { open } as IDBFactory });
    let result: unknown = 'nothing yet';
    void session.read().then((value) => (result = value));
    await site.clock.advance(1_999);
    expect(result).toBe('nothing yet');
    await site.clock.advance(1);
    expect(result).toBeUndefined();
    expect(session.persistence).toBe('degraded');
    await session.compareAndSwap(undefined, sessionRecord());
    expect(await session.read()).toEqual(sessionRecord());
    openLate?.();
    await settleDatabase();
    expect(() => opened[0]!.transaction('records')).toThrow(/InvalidStateError/);
  });
});

describe('fault 10 (hanging store): a transaction that never ends', () => {
  /** Blocks the database, as a stuck tab or disk does, until the returned function is called. */
  const blockDatabase = async (site: ReturnType<typeof createStorageSite>) => {
    const request = site.indexedDB.open(site.database, 1);
    await new Promise((resolve) => request.addEventListener('success', resolve));
    const store = request.result.transaction('records', 'readwrite').objectStore('records');
    let blocked = true;
    const readAgain = () => store.get('key').addEventListener('success', () => void (blocked && readAgain()));
    readAgain();
    return () => {
      blocked = false;
      request.result.close();
    };
  };

  /** Resolves once that many transactions wait. A sessionRecord is encrypted before its transaction, which takes time. */
  const untilWaiting = (timers: ReturnType<typeof watchTimers>, count: number) =>
    vi.waitFor(() => expect(timers).toHaveBeenCalledTimes(count));
  const watchTimers = (site: ReturnType<typeof createStorageSite>) => vi.spyOn(site.clock, 'after');

  it('fault 10 (hanging store): the vault stops waiting for a write after five seconds and leaves no record', async () => {
    const site = createStorageSite();
    const { session } = site.tab();
    await session.compareAndSwap(undefined, sessionRecord());
    const release = await blockDatabase(site);
    const timers = watchTimers(site);
    let done: boolean | undefined;
    void session.compareAndSwap(sessionRecord(), next).then((value) => (done = value));
    await untilWaiting(timers, 1);
    await site.clock.advance(4_999);
    expect(done).toBeUndefined();
    await site.clock.advance(1);
    expect(done).toBe(true);
    expect(session.persistence).toBe('degraded');
    expect(await session.read()).toEqual(next);
    release();
    await settleDatabase();
    // Neither the old sessionRecord nor the new one remains, although the write succeeded later.
    expect(await site.get(SESSION)).toBeUndefined();
  });

  it('fault 10 (hanging store): a sign-out ends after five seconds and clears the store once it responds', async () => {
    const site = createStorageSite();
    const { session } = site.tab();
    await session.compareAndSwap(undefined, sessionRecord());
    const release = await blockDatabase(site);
    let done = false;
    void session.clear().then(() => (done = true));
    await site.clock.advance(5_000);
    expect(done).toBe(true);
    expect(await session.read()).toBeUndefined();
    // The second try times out too.
    await site.clock.advance(60_000);
    release();
    await settleDatabase();
    expect(await site.get(SESSION)).toBeUndefined();
  });

  it('fault 10 (hanging store): a hanging first read reports signed out, and a sign-in then works', async () => {
    const site = createStorageSite();
    await site.tab().session.compareAndSwap(undefined, sessionRecord());
    const release = await blockDatabase(site);
    const { session } = site.tab();
    let result: unknown = 'nothing yet';
    void session.read().then((value) => (result = value));
    await site.clock.advance(5_000);
    expect(result).toBeUndefined();
    expect(await session.compareAndSwap(undefined, sessionRecord({ epoch: 'two' }))).toBe(true);
    expect(await session.read()).toMatchObject({ epoch: 'two' });
    release();
  });

  it('fault 10 (hanging store): a page that wakes up does not take its due timers for a hanging transaction', async () => {
    const site = createStorageSite();
    const { session } = site.tab();
    await session.compareAndSwap(undefined, sessionRecord());
    const release = await blockDatabase(site);
    const timers = watchTimers(site);
    const reading = session.read();
    await untilWaiting(timers, 1);
    // A frozen page fires all timers that fell due at once.
    const callbacks = timers.mock.calls.map(([, callback]) => callback);
    for (const callback of callbacks) callback();
    release();
    expect(await reading).toEqual(sessionRecord());
    await site.clock.advance(60_000);
    expect(session.persistence).toBe('persistent');
  });
});

describe('fault 11 (lost connection): a lost connection', () => {
  it('fault 11 (lost connection): the vault opens a lost connection again', async () => {
    const site = createStorageSite();
    const factory = recordConnections(site);
    const { session } = site.tab(factory);
    await session.compareAndSwap(undefined, sessionRecord());
    // First a close by the browser, with its event; then a close without an event.
    forceCloseDatabase(factory.opened[0] as never);
    expect(await session.read()).toEqual(sessionRecord());
    factory.opened[1]!.close();
    expect(await session.compareAndSwap(sessionRecord(), next)).toBe(true);
    expect(await site.tab().session.read()).toEqual(next);
    expect(factory.tries()).toBe(3);
    expect(session.persistence).toBe('persistent');
  });

  it('fault 11 (lost connection): watch reports a second time after a second, since the browser may delete data late', async () => {
    const site = createStorageSite();
    const factory = recordConnections(site);
    const { session } = site.tab(factory);
    await session.compareAndSwap(undefined, sessionRecord());
    const reads: unknown[] = [];
    session.watch(() => void session.read().then((value) => reads.push(value)));
    forceCloseDatabase(factory.opened[0] as never);
    await vi.waitFor(() => expect(reads).toEqual([sessionRecord()]));
    await site.delete(SESSION);
    await site.clock.advance(1_000);
    await vi.waitFor(() => expect(reads).toEqual([sessionRecord(), undefined]));
  });

  it('fault 11 (lost connection): the vault tries three times, then the session lives in memory', async () => {
    const site = createStorageSite();
    const factory = recordConnections(site);
    const { session } = site.tab(factory);
    await session.compareAndSwap(undefined, sessionRecord());
    const transaction = vi.spyOn(factory.opened[0]!.constructor.prototype as IDBDatabase, 'transaction');
    transaction.mockImplementation(() => {
      throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
    });
    expect(await session.read()).toEqual(sessionRecord());
    expect(transaction).toHaveBeenCalledTimes(3);
    expect(factory.tries()).toBe(3);
    expect(session.persistence).toBe('degraded');
    expect(await session.compareAndSwap(sessionRecord(), next)).toBe(true);
    expect(await session.read()).toEqual(next);
  });

  it('fault 11 (lost connection): the vault closes its connection when another tab deletes the database', async () => {
    const site = createStorageSite();
    const { session } = site.tab();
    await session.compareAndSwap(undefined, sessionRecord());
    const deleted = new Promise((resolve, reject) => {
      const request = site.indexedDB.deleteDatabase(site.database);
      request.addEventListener('success', resolve);
      request.addEventListener('blocked', () => reject(new Error('a tab blocked the deletion')));
    });
    await deleted;
    expect(await session.read()).toBeUndefined();
    expect(session.persistence).toBe('persistent');
  });
});

describe('fault 12 (crash while writing): a crash in the middle of a write', () => {
  it.each([
    ['after the key, before the record', 1],
    ['after the sessionRecord, before the transaction is complete', 2],
  ])('fault 12 (crash while writing): a crash %s leaves the old sessionRecord whole', async (_, last) => {
    const site = createStorageSite();
    await site.tab().session.compareAndSwap(undefined, sessionRecord());
    const before = await site.get(SESSION);

    let puts = 0;
    let crash = () => {};
    const crashed = new Promise<void>((resolve) => (crash = resolve));
    // oxlint-disable-next-line typescript/unbound-method -- `put.apply` below sets its `this`
    const put = IDBObjectStore.prototype.put as (this: IDBObjectStore, ...args: unknown[]) => IDBRequest;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function write(
      this: IDBObjectStore,
      ...args
    ) {
      const request = put.apply(this, args);
      if (++puts === last) {
        this.transaction.addEventListener('abort', crash);
        this.transaction.abort();
      }
      return request;
    });
    const open: IDBFactory['open'] = (...args) =>
      // The crashed page opens no database any more.
      puts === last ? (new EventTarget() as IDBOpenDBRequest) : site.indexedDB.open(...args);
    void site.tab({ indexedDB: { open } as IDBFactory }).session.compareAndSwap(sessionRecord(), next);
    await crashed;
    expect(puts).toBe(last);
    vi.restoreAllMocks();
    expect(await site.get(SESSION)).toEqual(before);
    expect(await site.tab().session.read()).toEqual(sessionRecord());
  });
});

describe('fault 14 (data cleared): site data cleared while tabs are open', () => {
  it('fault 14 (data cleared): each tab receives one event, and the next sign-in is stored again', async () => {
    const site = createStorageSite();
    const factories = [recordConnections(site), recordConnections(site)];
    const tabs = factories.map((factory) => site.tab(factory).session);
    const counts = [0, 0];
    tabs.forEach((tab, index) => tab.watch(() => counts[index]!++));
    await tabs[0]!.compareAndSwap(undefined, sessionRecord());
    expect(await tabs[1]!.read()).toEqual(sessionRecord());
    await settleDatabase();
    expect(counts).toEqual([0, 1]);
    counts.fill(0);
    // A browser deletes the data and closes every connection.
    await site.delete(SESSION);
    await site.delete('key');
    for (const { opened } of factories) forceCloseDatabase(opened[0] as never);
    await settleDatabase();
    expect(counts).toEqual([1, 1]);
    for (const tab of tabs) expect(await tab.read()).toBeUndefined();
    expect(await tabs[1]!.compareAndSwap(undefined, sessionRecord({ epoch: 'two' }))).toBe(true);
    expect(await tabs[0]!.read()).toMatchObject({ epoch: 'two' });
  });
});
