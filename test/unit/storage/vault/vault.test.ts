import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { SessionRecord } from '../../../../src/storage/session-record.ts';
import { record } from '../../../support/records.ts';
import { createSite } from '../../../support/storage-site.ts';

const KEY = 'key';
const SESSION = 'cognito-kit.client.session';
const BROWSER = 'cognito-kit.client.browser';

const heard = (watch: (listener: () => void) => () => void) =>
  new Promise<void>((resolve) => void watch(resolve));

/** Lets everything run that is under way, and gives how often the listener was called. */
const settled = async () => {
  for (let turn = 0; turn < 200; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
};

describe('what lies in the database', () => {
  it('is no token, and a key that nobody can export', async () => {
    const site = createSite();
    await site.tab().session.compareAndSwap(undefined, record());
    const found = (await site.get(SESSION)) as Record<string, unknown>;
    expect(Object.keys(found).toSorted()).toEqual(['data', 'epoch', 'generation', 'iv', 'version']);
    const bytes = Buffer.from(found['data'] as ArrayBuffer).toString('latin1');
    expect(`${bytes} ${inspect(await site.all(), { depth: 9 })}`).not.toMatch(/canary|sub-1/);
    const { key } = (await site.get(KEY)) as { key: CryptoKey };
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
    expect(key.usages).toEqual(['encrypt', 'decrypt']);
  });

  it('has another initialization vector at each write', async () => {
    const site = createSite();
    const { session } = site.tab();
    const vectors = new Set<string>();
    let held: SessionRecord | undefined;
    for (let generation = 1; generation <= 5; generation++) {
      const next = record({ generation });
      await session.compareAndSwap(held, next);
      held = next;
      vectors.add(String(((await site.get(SESSION)) as { iv: Uint8Array }).iv));
    }
    expect(vectors.size).toBe(5);
  });

  it('is read by the next visit, in one transaction', async () => {
    const site = createSite();
    await site.tab().session.compareAndSwap(undefined, record());
    let transactions = 0;
    const open: IDBFactory['open'] = (...given) => {
      const request = site.indexedDB.open(...given);
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
    expect(await session.read()).toEqual(record());
    expect(transactions).toBe(1);
    expect(session.persistence).toBe('persistent');
  });

  it('is each app client’s own', async () => {
    const site = createSite();
    await site.tab().session.compareAndSwap(undefined, record());
    const other = createSite({ clientId: 'another' });
    expect(await other.tab({ indexedDB: site.indexedDB }).session.read()).toBeUndefined();
  });
});

describe('tabs', () => {
  it('that write at once agree on one key, and one of them wins', async () => {
    const site = createSite();
    const tabs = Array.from({ length: 10 }, () => site.tab().session);
    const won = await Promise.all(
      tabs.map((tab, index) => tab.compareAndSwap(undefined, record({ epoch: `tab-${index}` }))),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    const epochs = await Promise.all(tabs.map(async (tab) => (await tab.read())?.epoch));
    expect(new Set(epochs)).toEqual(new Set([`tab-${won.indexOf(true)}`]));
  });

  it('that write different records at once agree on one key too', async () => {
    const site = createSite();
    const [here, there] = [site.tab(), site.tab()];
    await Promise.all([
      here.session.compareAndSwap(undefined, record()),
      there.lease.compareAndSwap(undefined, { version: 1, epoch: 'a', generation: 1, until: 9 }),
      here.browser.compareAndSwap(undefined, { version: 1, epoch: 'b', generation: 1, username: 'ada' }),
    ]);
    const later = site.tab();
    expect(await later.session.read()).toEqual(record());
    expect((await later.lease.read())?.until).toBe(9);
    expect((await later.browser.read())?.username).toBe('ada');
  });

  it('hear of each other’s writes and wipes once each, and are told epoch and generation at most', async () => {
    const site = createSite();
    const [writer, reader] = [site.tab().session, site.tab().session];
    let own = 0;
    let others = 0;
    writer.watch(() => own++);
    const stop = reader.watch(() => others++);
    await writer.compareAndSwap(undefined, record());
    await settled();
    expect([own, others]).toEqual([0, 1]);
    await writer.clear();
    await settled();
    expect([own, others]).toEqual([0, 2]);
    expect(site.channels.said).toEqual([{ epoch: 'one', generation: 1 }, {}]);
    stop();
    await writer.compareAndSwap(undefined, record());
    await settled();
    expect(others).toBe(2);
    // The writer's: the vault's, and that of copies of its tab.
    expect(site.channels.count()).toBe(2);
  });

  it('hear each other over the platform’s own BroadcastChannel', async () => {
    const site = createSite();
    const [writer, reader] = [site.tab({ BroadcastChannel }), site.tab({ BroadcastChannel })];
    let stop = () => {};
    const told = heard((listener) => (stop = reader.session.watch(listener)));
    await writer.session.compareAndSwap(undefined, record());
    await told;
    stop();
    expect(await reader.session.read()).toEqual(record());
  });

  it('fault 37: a tab that fell behind writes nothing older over newer', async () => {
    const site = createSite();
    const [behind, ahead] = [site.tab().session, site.tab().session];
    await behind.compareAndSwap(undefined, record());
    await ahead.compareAndSwap(record(), record({ generation: 2, refreshToken: 'newer' }));
    expect(await behind.compareAndSwap(record(), record({ generation: 2 }))).toBe(false);
    expect(await behind.read()).toMatchObject({ refreshToken: 'newer' });
  });
});

describe('fault 16: a record that somebody changed is refused and discarded', () => {
  type Stored = { epoch: string; generation: number; version: number; iv: Uint8Array; data: ArrayBuffer };
  const flipped = (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, at) => (at === 3 ? byte ^ 1 : byte));
  it.each<[string, (stored: Stored) => unknown]>([
    ['its ciphertext', ({ data, ...rest }) => ({ ...rest, data: flipped(new Uint8Array(data)).buffer })],
    ['its vector', ({ iv, ...rest }) => ({ ...rest, iv: flipped(iv) })],
    ['its generation', (stored) => ({ ...stored, generation: stored.generation - 1 })],
    ['its epoch', (stored) => ({ ...stored, epoch: 'another' })],
    ['its version', (stored) => ({ ...stored, version: 0 })],
  ])('%s', async (_, change) => {
    const site = createSite();
    const { session } = site.tab();
    await session.compareAndSwap(undefined, record({ generation: 7 }));
    await site.put(SESSION, change((await site.get(SESSION)) as Stored));
    expect(await site.tab().session.read()).toBeUndefined();
    expect(await session.read()).toBeUndefined();
    expect(await site.keys()).toEqual([KEY]);
    expect(await session.compareAndSwap(undefined, record())).toBe(true);
    expect(await site.tab().session.read()).toEqual(record());
    expect(session.persistence).toBe('persistent');
  });

  it('one record in another’s place', async () => {
    const site = createSite();
    const { session, browser } = site.tab();
    await session.compareAndSwap(undefined, record());
    await browser.compareAndSwap(undefined, { version: 1, epoch: 'one', generation: 1, username: 'ada' });
    await site.put(BROWSER, await site.get(SESSION));
    expect(await browser.read()).toBeUndefined();
    expect(await session.read()).toEqual(record());
  });
});

it('fault 15: with the key lost, the ciphertext is discarded', async () => {
  const site = createSite();
  await site.tab().session.compareAndSwap(undefined, record());
  await site.delete(KEY);
  const { session } = site.tab();
  expect(await session.read()).toBeUndefined();
  expect(await site.keys()).toEqual([]);
  expect(await session.compareAndSwap(undefined, record({ epoch: 'two' }))).toBe(true);
  expect(await site.tab().session.read()).toMatchObject({ epoch: 'two' });
});

describe('fault 13: what cannot be understood is signed out', () => {
  it.each([
    ['text', 'text'],
    ['null', null],
    ['an array', [1]],
    ['nothing of a record', {}],
    ['cut', { version: 1, epoch: 'one', generation: 1, iv: new Uint8Array(12) }],
    ['with a vector that is none', { version: 1, epoch: 'one', generation: 1, iv: 'x', data: 1 }],
  ])('%s', async (_, value) => {
    const site = createSite();
    await site.tab().browser.compareAndSwap(undefined, { version: 1, epoch: 'b', generation: 1 });
    await site.put(SESSION, value);
    const { session } = site.tab();
    expect(await session.read()).toBeUndefined();
    expect(await session.compareAndSwap(undefined, record())).toBe(true);
    expect(await site.tab().session.read()).toEqual(record());
    expect(session.persistence).toBe('persistent');
  });

  const later = { version: 2, epoch: 'later', generation: 1, whatever: true };
  it('a later version’s record stays, and what is signed in here lives in memory', async () => {
    const site = createSite();
    await site.tab().browser.compareAndSwap(undefined, { version: 1, epoch: 'b', generation: 1 });
    await site.put(SESSION, later);
    const { session } = site.tab();
    expect(await session.read()).toBeUndefined();
    expect(await session.compareAndSwap(undefined, record())).toBe(true);
    expect(session.persistence).toBe('degraded');
    expect(await session.read()).toEqual(record());
    await settled();
    expect(await site.get(SESSION)).toEqual(later);
    await session.clear();
    await settled();
    expect(await site.get(SESSION), 'a sign-out is one in every version').toBeUndefined();
  });

  it('a later version’s database is left alone', async () => {
    const site = createSite();
    await new Promise((resolve) => {
      const request = site.indexedDB.open(site.database, 2);
      request.onupgradeneeded = () => request.result.createObjectStore('of later').put(later, 'a');
      request.onsuccess = () => resolve(request.result.close());
    });
    const { session } = site.tab();
    expect(await session.read()).toBeUndefined();
    await session.compareAndSwap(undefined, record());
    expect(session.persistence).toBe('degraded');
    expect(await session.read()).toEqual(record());
    expect(await site.indexedDB.databases()).toEqual([{ name: site.database, version: 2 }]);
  });
});
