/** Proves compare and swap over each store, the fallback to memory, and the reading of damaged records. */
import { describe, expect, it } from 'vitest';
import { parseSessionRecord, type SessionRecord } from '../../../../src/storage/session-record.ts';
import { createMemoryStorage } from '../../../../src/storage/memory-storage.ts';
import { systemClock } from '../../../../src/lib/clock.ts';
import { openStorage } from '../../../../src/storage/open-storage.ts';
import { createWebStorage, type WebStorage } from '../../../../src/storage/web/web-storage.ts';
import { sessionRecord } from '../../../support/tokens.ts';
import { createStorageSite, random } from '../../../support/storage-site.ts';
import { webStorage } from '../../../support/web-storage.ts';

const platform = { clock: systemClock, random };

/** A browser's store, as far as Node allows, with its items. */
const fakeStore = () => {
  const items = new Map<string, string>();
  return { items, ...webStorage(items) };
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
  ['the vault', () => createStorageSite().tab().session],
  [
    'blocked web storage',
    () =>
      storageOn(() => {
        throw new Error('blocked');
      }),
  ],
])('compareAndSwap of %s', (name, make) => {
  it(`compareAndSwap of ${name} replaces a sessionRecord only when the expected revision is stored`, async () => {
    const storage = make();
    expect(await storage.read()).toBeUndefined();
    expect(await storage.compareAndSwap(sessionRecord(), sessionRecord())).toBe(false);
    expect(await storage.compareAndSwap(undefined, sessionRecord())).toBe(true);
    expect(await storage.read()).toEqual(sessionRecord());
    expect(await storage.compareAndSwap(undefined, sessionRecord({ epoch: 'two' }))).toBe(false);
    expect(
      await storage.compareAndSwap(sessionRecord({ epoch: 'two' }), sessionRecord({ epoch: 'two' })),
    ).toBe(false);
    expect(
      await storage.compareAndSwap(sessionRecord(), sessionRecord({ generation: 2, idToken: 'id-2' })),
    ).toBe(true);
    expect(await storage.read()).toMatchObject({ generation: 2, idToken: 'id-2' });
    await storage.clear();
    expect(await storage.read()).toBeUndefined();
  });
});

describe('web storage that fails', () => {
  it('fault 8 (quota): a full store is replaced by memory, and its old sessionRecord is removed', async () => {
    const store = fakeStore();
    const storage = storageOn({
      ...store,
      setItem(key, value) {
        if (value.includes('too long')) throw new DOMException('full', 'QuotaExceededError');
        store.setItem(key, value);
      },
    });
    await storage.compareAndSwap(undefined, sessionRecord());
    expect(storage.persistence).toBe('persistent');

    const large = sessionRecord({ generation: 2, idToken: 'too long' });
    expect(await storage.compareAndSwap(sessionRecord(), large)).toBe(true);
    expect(storage.persistence).toBe('degraded');
    expect(await storage.read()).toEqual(large);
    expect(store.items.size).toBe(0);
    expect(await storage.compareAndSwap(sessionRecord(), sessionRecord())).toBe(false);
  });

  it('fault 9 (blocked store): a store that throws is replaced by memory from the start', async () => {
    const storage = storageOn(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(await storage.read()).toBeUndefined();
    expect(storage.persistence).toBe('degraded');
    await storage.compareAndSwap(undefined, sessionRecord());
    expect(await storage.read()).toEqual(sessionRecord());
    await expect(storage.clear()).resolves.toBeUndefined();
  });

  it('fault 95 (missing store): a page without localStorage stores the session in memory', async () => {
    const { session } = openStorage('local', 'client', {}, platform);
    await session.compareAndSwap(undefined, sessionRecord());
    expect(session.persistence).toBe('degraded');
    expect(await session.read()).toEqual(sessionRecord());
  });
});

describe('fault 13 (damaged sessionRecord): a damaged record', () => {
  it.each([
    ['cut in the middle', '{"version":1,"epoch":"one"'],
    ['of a later version', JSON.stringify({ ...sessionRecord(), version: 2 })],
    ['an array', '[1]'],
    ['null', 'null'],
    ['empty', ''],
    ['without a token', JSON.stringify({ ...sessionRecord(), refreshToken: '' })],
    ['with a token of another type', JSON.stringify({ ...sessionRecord(), idToken: { a: 1 } })],
    ['with a generation that is no number', JSON.stringify({ ...sessionRecord(), generation: 'many' })],
  ])('a sessionRecord that is %s is read as none', async (name, text) => {
    const store = fakeStore();
    store.setItem('k', text);
    const storage = storageOn(store);
    expect(await storage.read()).toBeUndefined();
    expect(await storage.compareAndSwap(undefined, sessionRecord())).toBe(true);
  });
});

it('fault 48 (__proto__): a stored sessionRecord changes no prototype', async () => {
  const store = fakeStore();
  const text = JSON.stringify(sessionRecord()).replace(
    '{',
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},',
  );
  store.setItem('k', text);
  const read = await storageOn(store).read();
  expect(read).toEqual(sessionRecord());
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  expect('polluted' in {}).toBe(false);
});

it('parseSessionRecord drops a damaged identity or its keys and keeps the session', () => {
  const parsed = parseSessionRecord({ ...sessionRecord(), identity: { identityPoolId: 'p', identityId: 7 } });
  expect(parsed).toEqual(sessionRecord());
  const identity = { identityPoolId: 'p', identityId: 'i', keys: { accessKeyId: 'a' } };
  expect(parseSessionRecord({ ...sessionRecord(), identity })?.identity).toEqual({
    identityPoolId: 'p',
    identityId: 'i',
  });
});

it('watch reports writes and clears of another tab, and no other key', () => {
  const events = new EventTarget();
  const storage = storageOn(fakeStore(), events);
  let calls = 0;
  const stop = storage.watch(() => calls++);
  const dispatch = (key: string | null) => events.dispatchEvent(Object.assign(new Event('storage'), { key }));
  dispatch('other');
  expect(calls).toBe(0);
  dispatch('k');
  dispatch(null);
  expect(calls).toBe(2);
  stop();
  dispatch('k');
  expect(calls).toBe(2);
});

it('two app clients of one page have separate records', async () => {
  const localStorage = fakeStore();
  const first = openStorage('local', 'one', { localStorage }, platform);
  const second = openStorage('local', 'two', { localStorage }, platform);
  await first.session.compareAndSwap(undefined, sessionRecord());
  expect(await second.session.read()).toBeUndefined();
  expect(await first.browser.read()).toBeUndefined();
  expect([...localStorage.items.keys()]).toEqual(['cognito-kit.one.session']);
});
