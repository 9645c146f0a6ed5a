/** Proves that the vault takes over, once, a session that an earlier version left in localStorage. */
import { expect, it } from 'vitest';
import { sessionRecord } from '../../../support/tokens.ts';
import { createStorageSite } from '../../../support/storage-site.ts';

const KEY = 'cognito-kit.client.session';
const oldRecord = sessionRecord({ generation: 3 });
const remembered = { version: 1, epoch: 'browser', generation: 1, username: 'ada' } as const;

it('read takes over the records in localStorage once and removes them there', async () => {
  const site = createStorageSite();
  site.localItems.set(KEY, JSON.stringify(oldRecord));
  site.localItems.set('cognito-kit.client.browser', JSON.stringify(remembered));
  site.localItems.set('the app’s own', 'stays');
  const tab = site.tab();
  expect(await tab.session.read()).toEqual(oldRecord);
  expect(await tab.browser.read()).toEqual(remembered);
  expect([...site.localItems.keys()]).toEqual(['the app’s own']);
  expect(await site.tab().session.read()).toEqual(oldRecord);

  await tab.session.clear();
  expect(await site.tab().session.read()).toBeUndefined();
});

it('compareAndSwap and clear take over the sessionRecord in localStorage first', async () => {
  const site = createStorageSite();
  site.localItems.set(KEY, JSON.stringify(oldRecord));
  expect(await site.tab().session.compareAndSwap(undefined, { ...oldRecord, epoch: 'two' })).toBe(false);
  site.localItems.set(KEY, JSON.stringify(oldRecord));
  await site.tab().session.clear();
  expect(site.localItems.size).toBe(0);
  expect(await site.tab().session.read()).toBeUndefined();
});

it('a sessionRecord in localStorage does not replace a sessionRecord of the vault', async () => {
  const site = createStorageSite();
  await site.tab().session.compareAndSwap(undefined, { ...oldRecord, epoch: 'two' });
  site.localItems.set(KEY, JSON.stringify(oldRecord));
  expect(await site.tab().session.read()).toMatchObject({ epoch: 'two' });
  expect(site.localItems.size).toBe(0);
});

it('a sessionRecord in localStorage is taken over into memory without IndexedDB', async () => {
  const site = createStorageSite();
  site.localItems.set(KEY, JSON.stringify(oldRecord));
  const { session } = site.tab({ indexedDB: undefined });
  expect(await session.read()).toEqual(oldRecord);
  expect(session.persistence).toBe('degraded');
  expect(site.localItems.size).toBe(0);
});

it('fault 13 (damaged sessionRecord): a damaged sessionRecord in localStorage is read as none', async () => {
  const site = createStorageSite();
  site.localItems.set(KEY, '{"version":1,');
  expect(await site.tab().session.read()).toBeUndefined();
});
