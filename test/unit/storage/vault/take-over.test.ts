/** Proves that the vault takes over, once, a session that an earlier version left in localStorage. */
import { expect, it } from 'vitest';
import { createSite } from '../../../support/site.ts';

const KEY = 'cognito-kit.client.session';
const record = {
  version: 1,
  epoch: 'one',
  generation: 3,
  sub: 'sub-1',
  idToken: 'canary-id',
  accessToken: 'canary-access',
  refreshToken: 'canary-refresh',
  clockOffset: 0,
} as const;
const remembered = { version: 1, epoch: 'browser', generation: 1, username: 'ada' } as const;

it('read takes over the records in localStorage once and removes them there', async () => {
  const site = createSite();
  site.localItems.set(KEY, JSON.stringify(record));
  site.localItems.set('cognito-kit.client.browser', JSON.stringify(remembered));
  site.localItems.set('the app’s own', 'stays');
  const tab = site.tab();
  expect(await tab.session.read()).toEqual(record);
  expect(await tab.browser.read()).toEqual(remembered);
  expect([...site.localItems.keys()]).toEqual(['the app’s own']);
  expect(await site.tab().session.read()).toEqual(record);

  await tab.session.clear();
  expect(await site.tab().session.read()).toBeUndefined();
});

it('compareAndSwap and clear take over the record in localStorage first', async () => {
  const site = createSite();
  site.localItems.set(KEY, JSON.stringify(record));
  expect(await site.tab().session.compareAndSwap(undefined, { ...record, epoch: 'two' })).toBe(false);
  site.localItems.set(KEY, JSON.stringify(record));
  await site.tab().session.clear();
  expect(site.localItems.size).toBe(0);
  expect(await site.tab().session.read()).toBeUndefined();
});

it('a record in localStorage does not replace a record of the vault', async () => {
  const site = createSite();
  await site.tab().session.compareAndSwap(undefined, { ...record, epoch: 'two' });
  site.localItems.set(KEY, JSON.stringify(record));
  expect(await site.tab().session.read()).toMatchObject({ epoch: 'two' });
  expect(site.localItems.size).toBe(0);
});

it('a record in localStorage is taken over into memory without IndexedDB', async () => {
  const site = createSite();
  site.localItems.set(KEY, JSON.stringify(record));
  const { session } = site.tab({ indexedDB: undefined });
  expect(await session.read()).toEqual(record);
  expect(session.persistence).toBe('degraded');
  expect(site.localItems.size).toBe(0);
});

it('fault 13 (damaged record): a damaged record in localStorage is read as none', async () => {
  const site = createSite();
  site.localItems.set(KEY, '{"version":1,');
  expect(await site.tab().session.read()).toBeUndefined();
});
