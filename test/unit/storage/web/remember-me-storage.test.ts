import { describe, expect, it } from 'vitest';
import type { StorageName } from '../../../../src/storage/open-storage.ts';
import { record } from '../../../support/records.ts';
import { createSite, storeOf } from '../../../support/site.ts';

const passing = record({ remember: false });

describe.each<StorageName>(['vault', 'local'])('“remember me” over %s', (name) => {
  const createTab = (site: ReturnType<typeof createSite>) => {
    const items = new Map<string, string>();
    return { items, session: site.tab({ sessionStorage: storeOf(items) }).session };
  };

  it('leaves a session that is not to be remembered in its tab alone', async () => {
    const site = createSite({ name });
    const { items, session } = createTab(site);
    expect(await session.compareAndSwap(undefined, passing)).toBe(true);
    expect(await session.read()).toEqual(passing);
    expect([...items.keys()]).toEqual(['cognito-kit.client.session']);
    expect(await site.keys()).toEqual([]);
    expect(site.localItems.size).toBe(0);
    expect(await createTab(site).session.read()).toBeUndefined();
    // A reload of that tab.
    expect(await site.tab({ sessionStorage: storeOf(items) }).session.read()).toEqual(passing);
    expect(session.persistence).toBe('persistent');
  });

  it('ends the session of before for every tab', async () => {
    const site = createSite({ name });
    const [here, there] = [createTab(site), createTab(site)];
    await there.session.compareAndSwap(undefined, record());
    expect(await here.session.compareAndSwap(undefined, passing)).toBe(false);
    expect(await here.session.compareAndSwap(record(), record({ epoch: 'two', remember: false }))).toBe(true);
    expect(await there.session.read()).toBeUndefined();
    expect(await here.session.read()).toMatchObject({ epoch: 'two' });
  });

  it('keeps its renewals in the tab, and out of what another tab has signed in to since', async () => {
    const site = createSite({ name });
    const [here, there] = [createTab(site), createTab(site)];
    await here.session.compareAndSwap(undefined, passing);
    await there.session.compareAndSwap(undefined, record({ epoch: 'two' }));
    const renewed = { ...passing, generation: 2, refreshToken: 'canary-next' };
    expect(await here.session.compareAndSwap(passing, renewed)).toBe(true);
    expect(await here.session.compareAndSwap(passing, renewed)).toBe(false);
    expect(await here.session.read()).toEqual(renewed);
    expect(await there.session.read()).toMatchObject({ epoch: 'two' });
  });

  it('moves on to what lasts with the next sign-in that is to be remembered', async () => {
    const site = createSite({ name });
    const { items, session } = createTab(site);
    await session.compareAndSwap(undefined, passing);
    expect(await session.compareAndSwap(record({ epoch: 'other' }), record({ epoch: 'two' }))).toBe(false);
    expect(await session.compareAndSwap(passing, record({ epoch: 'two' }))).toBe(true);
    expect(items.size).toBe(0);
    expect(await createTab(site).session.read()).toMatchObject({ epoch: 'two' });
  });

  it('a sign-out wipes both', async () => {
    const site = createSite({ name });
    const [here, there] = [createTab(site), createTab(site)];
    await here.session.compareAndSwap(undefined, passing);
    await there.session.compareAndSwap(undefined, record({ epoch: 'two' }));
    await here.session.clear();
    expect(await here.session.read()).toBeUndefined();
    expect(await there.session.read()).toBeUndefined();
    expect(here.items.size).toBe(0);
  });

  it('fault 9: without the tab’s own store it ends with the page', async () => {
    const site = createSite({ name });
    const { session } = site.tab({ sessionStorage: undefined });
    let told = 0;
    session.onPersistenceChange?.(() => told++);
    await session.compareAndSwap(undefined, record());
    expect([session.persistence, told]).toEqual(['persistent', 0]);
    await session.compareAndSwap(record(), record({ epoch: 'two', remember: false }));
    expect(await session.read()).toMatchObject({ epoch: 'two' });
    expect([session.persistence, told]).toEqual(['degraded', 1]);
    expect(await createTab(site).session.read()).toBeUndefined();
  });
});
