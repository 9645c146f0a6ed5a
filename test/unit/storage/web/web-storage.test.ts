import { describe, expect, it } from 'vitest';
import { parseSessionRecord, type SessionRecord } from '../../../../src/storage/session-record.ts';
import { createMemoryStorage } from '../../../../src/storage/memory-storage.ts';
import { systemClock } from '../../../../src/lib/clock.ts';
import { openStorage } from '../../../../src/storage/open-storage.ts';
import { createWebStorage, type WebStorage } from '../../../../src/storage/web/web-storage.ts';
import { createSite, random } from '../../../support/site.ts';

const record = (change: Partial<SessionRecord> = {}): SessionRecord => ({
  version: 1,
  epoch: 'one',
  generation: 1,
  sub: 'sub-1',
  idToken: 'id',
  accessToken: 'access',
  refreshToken: 'refresh',
  clockOffset: 0,
  ...change,
});

const platform = { clock: systemClock, random };

/** A browser's store, as far as it goes in Node. */
const fakeStore = () => {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
};

const storageOn = (store: WebStorage | (() => WebStorage), events?: EventTarget) =>
  createWebStorage({
    open: typeof store === 'function' ? store : () => store,
    key: 'k',
    parse: parseSessionRecord,
    events,
  });

describe.each([
  ['memory', () => createMemoryStorage<SessionRecord>()],
  ['web storage', () => storageOn(fakeStore())],
  ['the vault', () => createSite().tab().session],
  [
    'web storage that refuses',
    () =>
      storageOn(() => {
        throw new Error('blocked');
      }),
  ],
])('%s', (name, make) => {
  it('keeps a record, and swaps only what it was shown', async () => {
    const storage = make();
    expect(await storage.read()).toBeUndefined();
    expect(await storage.compareAndSwap(record(), record())).toBe(false);
    expect(await storage.compareAndSwap(undefined, record())).toBe(true);
    expect(await storage.read()).toEqual(record());
    expect(await storage.compareAndSwap(undefined, record({ epoch: 'two' }))).toBe(false);
    expect(await storage.compareAndSwap(record({ epoch: 'two' }), record({ epoch: 'two' }))).toBe(false);
    expect(await storage.compareAndSwap(record(), record({ generation: 2, idToken: 'id-2' }))).toBe(true);
    expect(await storage.read()).toMatchObject({ generation: 2, idToken: 'id-2' });
    await storage.clear();
    expect(await storage.read()).toBeUndefined();
  });
});

describe('a store that fails', () => {
  it('fault 8: a full one is left for memory, with nothing old staying behind', async () => {
    const store = fakeStore();
    const storage = storageOn({
      ...store,
      setItem(key, value) {
        if (value.includes('too long')) throw new DOMException('full', 'QuotaExceededError');
        store.setItem(key, value);
      },
    });
    await storage.compareAndSwap(undefined, record());
    expect(storage.persistence).toBe('persistent');

    const large = record({ generation: 2, idToken: 'too long' });
    expect(await storage.compareAndSwap(record(), large)).toBe(true);
    expect(storage.persistence).toBe('degraded');
    expect(await storage.read()).toEqual(large);
    expect(store.items.size).toBe(0);
    expect(await storage.compareAndSwap(record(), record())).toBe(false);
  });

  it('fault 9: one that may not be touched is memory from the start', async () => {
    const storage = storageOn(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(await storage.read()).toBeUndefined();
    expect(storage.persistence).toBe('degraded');
    await storage.compareAndSwap(undefined, record());
    expect(await storage.read()).toEqual(record());
    await expect(storage.clear()).resolves.toBeUndefined();
  });

  it('fault 95: one that is missing is memory', async () => {
    const { session } = openStorage('local', 'client', {}, platform);
    await session.compareAndSwap(undefined, record());
    expect(session.persistence).toBe('degraded');
    expect(await session.read()).toEqual(record());
  });
});

describe('fault 13: a record that cannot be understood is no record', () => {
  it.each([
    ['cut in the middle', '{"version":1,"epoch":"one"'],
    ['of a later version', JSON.stringify({ ...record(), version: 2 })],
    ['an array', '[1]'],
    ['null', 'null'],
    ['empty', ''],
    ['without a token', JSON.stringify({ ...record(), refreshToken: '' })],
    ['with a token of another type', JSON.stringify({ ...record(), idToken: { a: 1 } })],
    ['with a generation that is no number', JSON.stringify({ ...record(), generation: 'many' })],
  ])('%s', async (name, text) => {
    const store = fakeStore();
    store.setItem('k', text);
    const storage = storageOn(store);
    expect(await storage.read()).toBeUndefined();
    expect(await storage.compareAndSwap(undefined, record())).toBe(true);
  });
});

it('fault 48: a record cannot reach a prototype', async () => {
  const store = fakeStore();
  const text = JSON.stringify(record()).replace(
    '{',
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},',
  );
  store.setItem('k', text);
  const read = await storageOn(store).read();
  expect(read).toEqual(record());
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  expect('polluted' in {}).toBe(false);
});

it('drops the keys of a broken identity and keeps the session', () => {
  const parsed = parseSessionRecord({ ...record(), identity: { identityPoolId: 'p', identityId: 7 } });
  expect(parsed).toEqual(record());
  const identity = { identityPoolId: 'p', identityId: 'i', keys: { accessKeyId: 'a' } };
  expect(parseSessionRecord({ ...record(), identity })?.identity).toEqual({
    identityPoolId: 'p',
    identityId: 'i',
  });
});

it('hears what another tab wrote or cleared, and nothing else', () => {
  const events = new EventTarget();
  const storage = storageOn(fakeStore(), events);
  let heard = 0;
  const stop = storage.watch(() => heard++);
  const tell = (key: string | null) => events.dispatchEvent(Object.assign(new Event('storage'), { key }));
  tell('other');
  expect(heard).toBe(0);
  tell('k');
  tell(null);
  expect(heard).toBe(2);
  stop();
  tell('k');
  expect(heard).toBe(2);
});

it('keeps two app clients of one page apart', async () => {
  const localStorage = fakeStore();
  const one = openStorage('local', 'one', { localStorage }, platform);
  const two = openStorage('local', 'two', { localStorage }, platform);
  await one.session.compareAndSwap(undefined, record());
  expect(await two.session.read()).toBeUndefined();
  expect(await one.browser.read()).toBeUndefined();
  expect([...localStorage.items.keys()]).toEqual(['cognito-kit.one.session']);
});
