import { forceCloseDatabase, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WebStores } from '../../../../src/storage/open-storage.ts';
import { record } from '../../../support/records.ts';
import { createSite } from '../../../support/site.ts';

const next = record({ generation: 2, refreshToken: 'canary-next' });
const SESSION = 'cognito-kit.client.session';

const settled = async () => {
  for (let turn = 0; turn < 200; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
};

/** The site's database, with what was opened kept and with something done to each opening. */
function watched(site: ReturnType<typeof createSite>, before: () => void = () => {}) {
  const opened: IDBDatabase[] = [];
  let tries = 0;
  const open: IDBFactory['open'] = (...given) => {
    tries++;
    before();
    const request = site.indexedDB.open(...given);
    request.addEventListener('success', () => opened.push(request.result));
    return request;
  };
  return { indexedDB: { open } as IDBFactory, opened, tries: () => tries };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('what the browser refuses', () => {
  it('fault 8: a full disk leaves the session in memory, says so once, and keeps nothing old', async () => {
    const site = createSite();
    const { session } = site.tab();
    let told = 0;
    session.onPersistenceChange?.(() => told++);
    await session.compareAndSwap(undefined, record());
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(await session.compareAndSwap(record(), next)).toBe(true);
    expect(session.persistence).toBe('degraded');
    expect(await session.read()).toEqual(next);
    expect(await session.compareAndSwap(record(), record())).toBe(false);
    await settled();
    expect(told).toBe(1);
    expect(await site.get(SESSION)).toBeUndefined();
    expect([...site.localItems.values()].join('')).not.toContain('canary');
  });

  const denied = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  it.each<[string, Partial<WebStores>]>([
    [
      'fault 9: site data that may not be touched',
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
    ['fault 9: an open that is denied', { indexedDB: { open: denied } as unknown as IDBFactory }],
    [
      'fault 9: an open and a channel that are denied',
      {
        indexedDB: { open: denied } as unknown as IDBFactory,
        BroadcastChannel: function refused() {
          denied();
        } as unknown as typeof BroadcastChannel,
      },
    ],
    ['fault 95: no IndexedDB', { indexedDB: undefined }],
    ['fault 95: no Web Crypto, as on a page without TLS', { crypto: undefined }],
    ['fault 95: no Web Crypto’s half', { crypto: { subtle: undefined } as unknown as Crypto }],
  ])('%s is memory, and never plain text', async (_, stores) => {
    const site = createSite();
    const { session, browser, lease } = site.tab(stores);
    const told = vi.fn<() => void>();
    session.onPersistenceChange?.(told);
    // As a client does when it is made.
    const end = session.watch(() => {});
    expect(await session.read()).toBeUndefined();
    expect(session.persistence).toBe('degraded');
    expect(told).toHaveBeenCalledOnce();
    expect(await session.compareAndSwap(undefined, record())).toBe(true);
    expect(await session.read()).toEqual(record());
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

describe('fault 10: an open that never fires', () => {
  it('is given up after two seconds, and a late one is closed', async () => {
    const site = createSite();
    let late: (() => void) | undefined;
    const opened: IDBDatabase[] = [];
    const open: IDBFactory['open'] = (...given) => {
      const request = new EventTarget() as IDBOpenDBRequest;
      late ??= () => {
        const real = site.indexedDB.open(...given);
        real.addEventListener('success', () => {
          opened.push(real.result);
          Object.defineProperty(request, 'result', { value: real.result });
          request.dispatchEvent(new Event('success'));
        });
      };
      return request;
    };
    const { session } = site.tab({ indexedDB: { open } as IDBFactory });
    let found: unknown = 'nothing yet';
    void session.read().then((value) => (found = value));
    await site.clock.advance(1_999);
    expect(found).toBe('nothing yet');
    await site.clock.advance(1);
    expect(found).toBeUndefined();
    expect(session.persistence).toBe('degraded');
    await session.compareAndSwap(undefined, record());
    expect(await session.read()).toEqual(record());
    late?.();
    await settled();
    expect(() => opened[0]!.transaction('records')).toThrow(/InvalidStateError/);
  });
});

describe('fault 10: a transaction that never ends', () => {
  /** Holds the database up, as a stuck tab or disk does, until the returned function is called. */
  const holdUp = async (site: ReturnType<typeof createSite>) => {
    const request = site.indexedDB.open(site.database, 1);
    await new Promise((resolve) => request.addEventListener('success', resolve));
    const store = request.result.transaction('records', 'readwrite').objectStore('records');
    let stuck = true;
    const goOn = () => store.get('key').addEventListener('success', () => void (stuck && goOn()));
    goOn();
    return () => {
      stuck = false;
      request.result.close();
    };
  };

  /** Resolves once so many transactions wait: records are encrypted before, which takes its time. */
  const waiting = (timers: ReturnType<typeof watchTimers>, count: number) =>
    vi.waitFor(() => expect(timers).toHaveBeenCalledTimes(count));
  const watchTimers = (site: ReturnType<typeof createSite>) => vi.spyOn(site.clock, 'after');

  it('is given up after five seconds, and leaves nothing behind', async () => {
    const site = createSite();
    const { session } = site.tab();
    await session.compareAndSwap(undefined, record());
    const release = await holdUp(site);
    const timers = watchTimers(site);
    let done: boolean | undefined;
    void session.compareAndSwap(record(), next).then((value) => (done = value));
    await waiting(timers, 1);
    await site.clock.advance(4_999);
    expect(done).toBeUndefined();
    await site.clock.advance(1);
    expect(done).toBe(true);
    expect(session.persistence).toBe('degraded');
    expect(await session.read()).toEqual(next);
    release();
    await settled();
    // Neither what was there, nor what was to be written, which was done after all.
    expect(await site.get(SESSION)).toBeUndefined();
  });

  it('does not hold up a sign-out, which is done in the store as soon as it can be', async () => {
    const site = createSite();
    const { session } = site.tab();
    await session.compareAndSwap(undefined, record());
    const release = await holdUp(site);
    let done = false;
    void session.clear().then(() => (done = true));
    await site.clock.advance(5_000);
    expect(done).toBe(true);
    expect(await session.read()).toBeUndefined();
    // Its second try is given up, too.
    await site.clock.advance(60_000);
    release();
    await settled();
    expect(await site.get(SESSION)).toBeUndefined();
  });

  it('is nobody signed in at a first look, who may then sign in', async () => {
    const site = createSite();
    await site.tab().session.compareAndSwap(undefined, record());
    const release = await holdUp(site);
    const { session } = site.tab();
    let found: unknown = 'nothing yet';
    void session.read().then((value) => (found = value));
    await site.clock.advance(5_000);
    expect(found).toBeUndefined();
    expect(await session.compareAndSwap(undefined, record({ epoch: 'two' }))).toBe(true);
    expect(await session.read()).toMatchObject({ epoch: 'two' });
    release();
  });

  it('is not taken for one when a page that was frozen goes on, and its timers before all else', async () => {
    const site = createSite();
    const { session } = site.tab();
    await session.compareAndSwap(undefined, record());
    const release = await holdUp(site);
    const timers = watchTimers(site);
    const reading = session.read();
    await waiting(timers, 1);
    // Frozen for longer than any of its timers: all that it has set fire at once.
    const due = timers.mock.calls.map(([, callback]) => callback);
    for (const fire of due) fire();
    release();
    expect(await reading).toEqual(record());
    await site.clock.advance(60_000);
    expect(session.persistence).toBe('persistent');
  });
});

describe('fault 11: a connection that was lost', () => {
  it('is made again', async () => {
    const site = createSite();
    const factory = watched(site);
    const { session } = site.tab(factory);
    await session.compareAndSwap(undefined, record());
    // The browser's own closing, with its event, and one of which nothing was heard.
    forceCloseDatabase(factory.opened[0] as never);
    expect(await session.read()).toEqual(record());
    factory.opened[1]!.close();
    expect(await session.compareAndSwap(record(), next)).toBe(true);
    expect(await site.tab().session.read()).toEqual(next);
    expect(factory.tries()).toBe(3);
    expect(session.persistence).toBe('persistent');
  });

  it('is looked at again a second later: a page may be let in before everything is deleted', async () => {
    const site = createSite();
    const factory = watched(site);
    const { session } = site.tab(factory);
    await session.compareAndSwap(undefined, record());
    const found: unknown[] = [];
    session.watch(() => void session.read().then((one) => found.push(one)));
    forceCloseDatabase(factory.opened[0] as never);
    await vi.waitFor(() => expect(found).toEqual([record()]));
    await site.delete(SESSION);
    await site.clock.advance(1_000);
    await vi.waitFor(() => expect(found).toEqual([record(), undefined]));
  });

  it('is tried three times at most; then whoever is signed in stays so until the page ends', async () => {
    const site = createSite();
    const factory = watched(site);
    const { session } = site.tab(factory);
    await session.compareAndSwap(undefined, record());
    const lost = vi.spyOn(factory.opened[0]!.constructor.prototype as IDBDatabase, 'transaction');
    lost.mockImplementation(() => {
      throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
    });
    expect(await session.read()).toEqual(record());
    expect(lost).toHaveBeenCalledTimes(3);
    expect(factory.tries()).toBe(3);
    expect(session.persistence).toBe('degraded');
    expect(await session.compareAndSwap(record(), next)).toBe(true);
    expect(await session.read()).toEqual(next);
  });

  it('to a database that another tab deletes or upgrades is given up at once', async () => {
    const site = createSite();
    const { session } = site.tab();
    await session.compareAndSwap(undefined, record());
    const deleted = new Promise((resolve, reject) => {
      const request = site.indexedDB.deleteDatabase(site.database);
      request.addEventListener('success', resolve);
      request.addEventListener('blocked', () => reject(new Error('a tab held it up')));
    });
    await deleted;
    expect(await session.read()).toBeUndefined();
    expect(session.persistence).toBe('persistent');
  });
});

describe('fault 12: a crash in the middle of a write', () => {
  it.each([
    ['after the key, before the record', 1],
    ['after the record, before the transaction is complete', 2],
  ])('%s: the record of before stands, whole', async (_, last) => {
    const site = createSite();
    await site.tab().session.compareAndSwap(undefined, record());
    const before = await site.get(SESSION);

    let puts = 0;
    let crash = () => {};
    const crashed = new Promise<void>((resolve) => (crash = resolve));
    // oxlint-disable-next-line typescript/unbound-method -- it is called on the store that it is of
    const put = IDBObjectStore.prototype.put as (this: IDBObjectStore, ...given: unknown[]) => IDBRequest;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function write(
      this: IDBObjectStore,
      ...given
    ) {
      const request = put.apply(this, given);
      if (++puts === last) {
        this.transaction.addEventListener('abort', crash);
        this.transaction.abort();
      }
      return request;
    });
    const open: IDBFactory['open'] = (...given) =>
      // Nobody is there any more to open it again.
      puts === last ? (new EventTarget() as IDBOpenDBRequest) : site.indexedDB.open(...given);
    void site.tab({ indexedDB: { open } as IDBFactory }).session.compareAndSwap(record(), next);
    await crashed;
    expect(puts).toBe(last);
    vi.restoreAllMocks();
    expect(await site.get(SESSION)).toEqual(before);
    expect(await site.tab().session.read()).toEqual(record());
  });
});

describe('fault 14: cleared while running', () => {
  it('is one event for each tab, and the next sign-in is kept again', async () => {
    const site = createSite();
    const factories = [watched(site), watched(site)];
    const tabs = factories.map((factory) => site.tab(factory).session);
    const counts = [0, 0];
    tabs.forEach((tab, index) => tab.watch(() => counts[index]!++));
    await tabs[0]!.compareAndSwap(undefined, record());
    expect(await tabs[1]!.read()).toEqual(record());
    await settled();
    expect(counts).toEqual([0, 1]);
    counts.fill(0);
    // As the browser does it: the data goes, and every connection with it.
    await site.delete(SESSION);
    await site.delete('key');
    for (const { opened } of factories) forceCloseDatabase(opened[0] as never);
    await settled();
    expect(counts).toEqual([1, 1]);
    for (const tab of tabs) expect(await tab.read()).toBeUndefined();
    expect(await tabs[1]!.compareAndSwap(undefined, record({ epoch: 'two' }))).toBe(true);
    expect(await tabs[0]!.read()).toMatchObject({ epoch: 'two' });
  });
});
