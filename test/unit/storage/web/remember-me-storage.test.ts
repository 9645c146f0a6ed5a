/** Proves that a session with `remember: false` stays in its tab, over the vault and over localStorage. */
import { describe, expect, it } from 'vitest';
import type { StorageName } from '../../../../src/storage/open-storage.ts';
import { sessionRecord } from '../../../support/tokens.ts';
import { createStorageSite } from '../../../support/storage-site.ts';
import { webStorage } from '../../../support/web-storage.ts';

const tabRecord = sessionRecord({ remember: false });

describe.each<StorageName>(['vault', 'local'])('a tab session over the storage %s', (name) => {
  const createTab = (site: ReturnType<typeof createStorageSite>) => {
    const items = new Map<string, string>();
    return { items, session: site.tab({ sessionStorage: webStorage(items) }).session };
  };

  it('a session with remember: false is stored in its tab alone', async () => {
    const site = createStorageSite({ name });
    const { items, session } = createTab(site);
    expect(await session.compareAndSwap(undefined, tabRecord)).toBe(true);
    expect(await session.read()).toEqual(tabRecord);
    expect([...items.keys()]).toEqual(['cognito-kit.client.session']);
    expect(await site.keys()).toEqual([]);
    expect(site.localItems.size).toBe(0);
    expect(await createTab(site).session.read()).toBeUndefined();
    // Opens the tab again, as a reload does.
    expect(await site.tab({ sessionStorage: webStorage(items) }).session.read()).toEqual(tabRecord);
    expect(session.persistence).toBe('persistent');
  });

  it('a session with remember: false ends the former session in every tab', async () => {
    const site = createStorageSite({ name });
    const [first, second] = [createTab(site), createTab(site)];
    await second.session.compareAndSwap(undefined, sessionRecord());
    expect(await first.session.compareAndSwap(undefined, tabRecord)).toBe(false);
    expect(
      await first.session.compareAndSwap(sessionRecord(), sessionRecord({ epoch: 'two', remember: false })),
    ).toBe(true);
    expect(await second.session.read()).toBeUndefined();
    expect(await first.session.read()).toMatchObject({ epoch: 'two' });
  });

  it('a refresh of a tab session stays in the tab and leaves the newer session of another tab unchanged', async () => {
    const site = createStorageSite({ name });
    const [first, second] = [createTab(site), createTab(site)];
    await first.session.compareAndSwap(undefined, tabRecord);
    await second.session.compareAndSwap(undefined, sessionRecord({ epoch: 'two' }));
    const refreshed = { ...tabRecord, generation: 2, refreshToken: 'canary-next' };
    expect(await first.session.compareAndSwap(tabRecord, refreshed)).toBe(true);
    expect(await first.session.compareAndSwap(tabRecord, refreshed)).toBe(false);
    expect(await first.session.read()).toEqual(refreshed);
    expect(await second.session.read()).toMatchObject({ epoch: 'two' });
  });

  it('the next sign-in with remember moves the session to the storage of all tabs', async () => {
    const site = createStorageSite({ name });
    const { items, session } = createTab(site);
    await session.compareAndSwap(undefined, tabRecord);
    expect(
      await session.compareAndSwap(sessionRecord({ epoch: 'other' }), sessionRecord({ epoch: 'two' })),
    ).toBe(false);
    expect(await session.compareAndSwap(tabRecord, sessionRecord({ epoch: 'two' }))).toBe(true);
    expect(items.size).toBe(0);
    expect(await createTab(site).session.read()).toMatchObject({ epoch: 'two' });
  });

  it('a sign-out clears the tab session and the session of all tabs', async () => {
    const site = createStorageSite({ name });
    const [first, second] = [createTab(site), createTab(site)];
    await first.session.compareAndSwap(undefined, tabRecord);
    await second.session.compareAndSwap(undefined, sessionRecord({ epoch: 'two' }));
    await first.session.clear();
    expect(await first.session.read()).toBeUndefined();
    expect(await second.session.read()).toBeUndefined();
    expect(first.items.size).toBe(0);
  });

  it('fault 9 (blocked store): a session with remember: false lives in memory without sessionStorage', async () => {
    const site = createStorageSite({ name });
    const { session } = site.tab({ sessionStorage: undefined });
    let changes = 0;
    session.onPersistenceChange?.(() => changes++);
    await session.compareAndSwap(undefined, sessionRecord());
    expect([session.persistence, changes]).toEqual(['persistent', 0]);
    await session.compareAndSwap(sessionRecord(), sessionRecord({ epoch: 'two', remember: false }));
    expect(await session.read()).toMatchObject({ epoch: 'two' });
    expect([session.persistence, changes]).toEqual(['degraded', 1]);
    expect(await createTab(site).session.read()).toBeUndefined();
  });
});
