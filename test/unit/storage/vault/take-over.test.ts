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

it('what an earlier version left in localStorage is taken over once, and removed there', async () => {
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

it('a swap and a wipe come after it too', async () => {
  const site = createSite();
  site.localItems.set(KEY, JSON.stringify(record));
  expect(await site.tab().session.compareAndSwap(undefined, { ...record, epoch: 'two' })).toBe(false);
  site.localItems.set(KEY, JSON.stringify(record));
  await site.tab().session.clear();
  expect(site.localItems.size).toBe(0);
  expect(await site.tab().session.read()).toBeUndefined();
});

it('does not come back over what the vault holds by then', async () => {
  const site = createSite();
  await site.tab().session.compareAndSwap(undefined, { ...record, epoch: 'two' });
  site.localItems.set(KEY, JSON.stringify(record));
  expect(await site.tab().session.read()).toMatchObject({ epoch: 'two' });
  expect(site.localItems.size).toBe(0);
});

it('goes on in memory where there is no vault to take it', async () => {
  const site = createSite();
  site.localItems.set(KEY, JSON.stringify(record));
  const { session } = site.tab({ indexedDB: undefined });
  expect(await session.read()).toEqual(record);
  expect(session.persistence).toBe('degraded');
  expect(site.localItems.size).toBe(0);
});

it('fault 13: is nothing where it cannot be understood', async () => {
  const site = createSite();
  site.localItems.set(KEY, '{"version":1,');
  expect(await site.tab().session.read()).toBeUndefined();
});
