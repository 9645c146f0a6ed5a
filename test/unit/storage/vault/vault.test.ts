/** Proves that the vault stores no readable secret, that tabs agree on one sessionRecord, and how it treats a damaged one. */
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { SessionRecord } from '../../../../src/storage/session-record.ts';
import { sessionRecord } from '../../../support/tokens.ts';
import { createStorageSite, settleDatabase } from '../../../support/storage-site.ts';

const KEY = 'key';
const SESSION = 'cognito-kit.client.session';
const BROWSER = 'cognito-kit.client.browser';

const firstCall = (watch: (listener: () => void) => () => void) =>
  new Promise<void>((resolve) => void watch(resolve));

describe('the vault’s database', () => {
  it('the database contains no readable token, and a key that cannot be exported', async () => {
    const site = createStorageSite();
    await site.tab().session.compareAndSwap(undefined, sessionRecord());
    const stored = (await site.get(SESSION)) as Record<string, unknown>;
    expect(Object.keys(stored).toSorted()).toEqual(['data', 'epoch', 'generation', 'iv', 'version']);
    const bytes = Buffer.from(stored['data'] as ArrayBuffer).toString('latin1');
    expect(`${bytes} ${inspect(await site.all(), { depth: 9 })}`).not.toMatch(/canary|sub-1/);
    const { key } = (await site.get(KEY)) as { key: CryptoKey };
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
    expect(key.usages).toEqual(['encrypt', 'decrypt']);
  });

  it('each write uses another initialization vector', async () => {
    const site = createStorageSite();
    const { session } = site.tab();
    const vectors = new Set<string>();
    let current: SessionRecord | undefined;
    for (let generation = 1; generation <= 5; generation++) {
      const next = sessionRecord({ generation });
      await session.compareAndSwap(current, next);
      current = next;
      vectors.add(String(((await site.get(SESSION)) as { iv: Uint8Array }).iv));
    }
    expect(vectors.size).toBe(5);
  });

  it('the next visit reads the session in one transaction', async () => {
    const site = createStorageSite();
    await site.tab().session.compareAndSwap(undefined, sessionRecord());
    let transactions = 0;
    const open: IDBFactory['open'] = (...args) => {
      const request = site.indexedDB.open(...args);
      request.addEventListener('success', () => {
        const database = request.result;
        const transaction = database.transaction.bind(database);
        database.transaction = (...names) => {
          transactions++;
          return transaction(...names);
        };
      });
      return request;
    };
    const { session } = site.tab({ indexedDB: { open } as IDBFactory });
    expect(await session.read()).toEqual(sessionRecord());
    expect(transactions).toBe(1);
    expect(session.persistence).toBe('persistent');
  });

  it('each app client has a database of its own', async () => {
    const site = createStorageSite();
    await site.tab().session.compareAndSwap(undefined, sessionRecord());
    const other = createStorageSite({ clientId: 'another' });
    expect(await other.tab({ indexedDB: site.indexedDB }).session.read()).toBeUndefined();
  });
});

describe('tabs that share a vault', () => {
  it('ten tabs that write at once agree on one key, and one of them wins', async () => {
    const site = createStorageSite();
    const tabs = Array.from({ length: 10 }, () => site.tab().session);
    const won = await Promise.all(
      tabs.map((tab, index) => tab.compareAndSwap(undefined, sessionRecord({ epoch: `tab-${index}` }))),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    const epochs = await Promise.all(tabs.map(async (tab) => (await tab.read())?.epoch));
    expect(new Set(epochs)).toEqual(new Set([`tab-${won.indexOf(true)}`]));
  });

  it('tabs that write different records at once agree on one key', async () => {
    const site = createStorageSite();
    const [first, second] = [site.tab(), site.tab()];
    await Promise.all([
      first.session.compareAndSwap(undefined, sessionRecord()),
      second.lease.compareAndSwap(undefined, { version: 1, epoch: 'a', generation: 1, until: 9 }),
      first.browser.compareAndSwap(undefined, { version: 1, epoch: 'b', generation: 1, username: 'ada' }),
    ]);
    const later = site.tab();
    expect(await later.session.read()).toEqual(sessionRecord());
    expect((await later.lease.read())?.until).toBe(9);
    expect((await later.browser.read())?.username).toBe('ada');
  });

  it('a tab hears once of each write and clear of another, and the message has only epoch and generation', async () => {
    const site = createStorageSite();
    const [writer, reader] = [site.tab().session, site.tab().session];
    let writerCalls = 0;
    let readerCalls = 0;
    writer.watch(() => writerCalls++);
    const stop = reader.watch(() => readerCalls++);
    await writer.compareAndSwap(undefined, sessionRecord());
    await settleDatabase();
    expect([writerCalls, readerCalls]).toEqual([0, 1]);
    await writer.clear();
    await settleDatabase();
    expect([writerCalls, readerCalls]).toEqual([0, 2]);
    expect(site.channels.messages).toEqual([{ epoch: 'one', generation: 1 }, {}]);
    stop();
    await writer.compareAndSwap(undefined, sessionRecord());
    await settleDatabase();
    expect(readerCalls).toBe(2);
    // The writer has two channels: one of the vault, and one that detects copies of its tab.
    expect(site.channels.count()).toBe(2);
  });

  it('a tab hears of a write over the platform’s own BroadcastChannel', async () => {
    const site = createStorageSite();
    const [writer, reader] = [site.tab({ BroadcastChannel }), site.tab({ BroadcastChannel })];
    let stop = () => {};
    const called = firstCall((listener) => (stop = reader.session.watch(listener)));
    await writer.session.compareAndSwap(undefined, sessionRecord());
    await called;
    stop();
    expect(await reader.session.read()).toEqual(sessionRecord());
  });

  it('fault 37 (older tab): a tab with an older sessionRecord does not replace a newer one', async () => {
    const site = createStorageSite();
    const [behind, ahead] = [site.tab().session, site.tab().session];
    await behind.compareAndSwap(undefined, sessionRecord());
    await ahead.compareAndSwap(sessionRecord(), sessionRecord({ generation: 2, refreshToken: 'newer' }));
    expect(await behind.compareAndSwap(sessionRecord(), sessionRecord({ generation: 2 }))).toBe(false);
    expect(await behind.read()).toMatchObject({ refreshToken: 'newer' });
  });
});

describe('fault 16 (altered sessionRecord): an altered record', () => {
  type Stored = { epoch: string; generation: number; version: number; iv: Uint8Array; data: ArrayBuffer };
  const flipped = (bytes: Uint8Array) =>
    Uint8Array.from(bytes, (byte, index) => (index === 3 ? byte ^ 1 : byte));
  it.each<[string, (stored: Stored) => unknown]>([
    ['ciphertext', ({ data, ...rest }) => ({ ...rest, data: flipped(new Uint8Array(data)).buffer })],
    ['vector', ({ iv, ...rest }) => ({ ...rest, iv: flipped(iv) })],
    ['generation', (stored) => ({ ...stored, generation: stored.generation - 1 })],
    ['epoch', (stored) => ({ ...stored, epoch: 'another' })],
    ['version', (stored) => ({ ...stored, version: 0 })],
  ])(
    'fault 16 (altered sessionRecord): a sessionRecord with an altered %s is refused and deleted',
    async (_, change) => {
      const site = createStorageSite();
      const { session } = site.tab();
      await session.compareAndSwap(undefined, sessionRecord({ generation: 7 }));
      await site.put(SESSION, change((await site.get(SESSION)) as Stored));
      expect(await site.tab().session.read()).toBeUndefined();
      expect(await session.read()).toBeUndefined();
      expect(await site.keys()).toEqual([KEY]);
      expect(await session.compareAndSwap(undefined, sessionRecord())).toBe(true);
      expect(await site.tab().session.read()).toEqual(sessionRecord());
      expect(session.persistence).toBe('persistent');
    },
  );

  it('fault 16 (altered sessionRecord): a session sessionRecord copied to the browser record’s key is refused', async () => {
    const site = createStorageSite();
    const { session, browser } = site.tab();
    await session.compareAndSwap(undefined, sessionRecord());
    await browser.compareAndSwap(undefined, { version: 1, epoch: 'one', generation: 1, username: 'ada' });
    await site.put(BROWSER, await site.get(SESSION));
    expect(await browser.read()).toBeUndefined();
    expect(await session.read()).toEqual(sessionRecord());
  });
});

it('fault 15 (lost key): the ciphertext is deleted when its key is lost', async () => {
  const site = createStorageSite();
  await site.tab().session.compareAndSwap(undefined, sessionRecord());
  await site.delete(KEY);
  const { session } = site.tab();
  expect(await session.read()).toBeUndefined();
  expect(await site.keys()).toEqual([]);
  expect(await session.compareAndSwap(undefined, sessionRecord({ epoch: 'two' }))).toBe(true);
  expect(await site.tab().session.read()).toMatchObject({ epoch: 'two' });
});

describe('fault 13 (damaged sessionRecord): a sessionRecord that the vault cannot read', () => {
  it.each([
    ['text', 'text'],
    ['null', null],
    ['an array', [1]],
    ['an empty object', {}],
    ['a cut record', { version: 1, epoch: 'one', generation: 1, iv: new Uint8Array(12) }],
    [
      'a sessionRecord with a malformed vector',
      { version: 1, epoch: 'one', generation: 1, iv: 'x', data: 1 },
    ],
  ])('fault 13 (damaged sessionRecord): %s in the store is read as signed out', async (_, value) => {
    const site = createStorageSite();
    await site.tab().browser.compareAndSwap(undefined, { version: 1, epoch: 'b', generation: 1 });
    await site.put(SESSION, value);
    const { session } = site.tab();
    expect(await session.read()).toBeUndefined();
    expect(await session.compareAndSwap(undefined, sessionRecord())).toBe(true);
    expect(await site.tab().session.read()).toEqual(sessionRecord());
    expect(session.persistence).toBe('persistent');
  });

  const later = { version: 2, epoch: 'later', generation: 1, unknown: true };
  it('fault 13 (damaged sessionRecord): a later version’s sessionRecord stays, and this tab’s session lives in memory', async () => {
    const site = createStorageSite();
    await site.tab().browser.compareAndSwap(undefined, { version: 1, epoch: 'b', generation: 1 });
    await site.put(SESSION, later);
    const { session } = site.tab();
    expect(await session.read()).toBeUndefined();
    expect(await session.compareAndSwap(undefined, sessionRecord())).toBe(true);
    expect(session.persistence).toBe('degraded');
    expect(await session.read()).toEqual(sessionRecord());
    await settleDatabase();
    expect(await site.get(SESSION)).toEqual(later);
    await session.clear();
    await settleDatabase();
    expect(await site.get(SESSION), 'a sign-out deletes the sessionRecord of every version').toBeUndefined();
  });

  it('fault 13 (damaged sessionRecord): a later version’s database stays unchanged', async () => {
    const site = createStorageSite();
    await new Promise((resolve) => {
      const request = site.indexedDB.open(site.database, 2);
      request.onupgradeneeded = () => request.result.createObjectStore('of later').put(later, 'a');
      request.onsuccess = () => resolve(request.result.close());
    });
    const { session } = site.tab();
    expect(await session.read()).toBeUndefined();
    await session.compareAndSwap(undefined, sessionRecord());
    expect(session.persistence).toBe('degraded');
    expect(await session.read()).toEqual(sessionRecord());
    expect(await site.indexedDB.databases()).toEqual([{ name: site.database, version: 2 }]);
  });
});
