/** Proves that each store clears all it contains, or only the record that the caller has read. */
import { expect, it, describe } from 'vitest';
import { createIdentityJsStorage } from '../../../src/storage/identity-js/identity-js-storage.ts';
import { createMemoryStorage } from '../../../src/storage/memory-storage.ts';
import { openStorage } from '../../../src/storage/open-storage.ts';
import type { SessionRecord, SessionStorage } from '../../../src/storage/session-record.ts';
import { createStorageSite } from '../../support/storage-site.ts';
import { webStorage } from '../../support/web-storage.ts';
import { makeTokens, owner } from '../../support/tokens.ts';

const record = (change: Partial<SessionRecord> = {}): SessionRecord => ({
  version: 1,
  epoch: 'one',
  generation: 1,
  sub: 'sub-a',
  clockOffset: 0,
  ...makeTokens({ issuedAt: Date.UTC(2026, 10, 23) }),
  ...change,
});
const platform = {
  clock: { now: () => Date.now(), after: () => () => {} },
  random: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
};
const webStore = () => webStorage(new Map());

const stores: Record<string, () => SessionStorage> = {
  memory: () => createMemoryStorage<SessionRecord>(),
  localStorage: () => openStorage('local', owner.clientId, { localStorage: webStore() }, platform).session,
  'the tab’s sessionStorage': () =>
    openStorage('local', owner.clientId, { localStorage: webStore(), sessionStorage: webStore() }, platform)
      .session,
  'the vault': () => createStorageSite().tab().session,
  'amazon-cognito-identity-js’s layout': () => createIdentityJsStorage(webStore(), owner.clientId, undefined),
};

describe.each(Object.entries(stores))('clear of %s', (name, open) => {
  const remember = name.startsWith('the tab') ? ({ remember: false } as const) : {};

  it(`clear of ${name} with a record removes that record, and none that replaced it`, async () => {
    const store = open();
    await store.compareAndSwap(undefined, record(remember));
    const read = (await store.read())!;
    const newer = { ...read, generation: read.generation + 1 };
    await store.compareAndSwap(read, newer);
    await store.clear(read);
    expect(await store.read()).toMatchObject({ generation: newer.generation });
    await store.clear(newer);
    expect(await store.read()).toBeUndefined();
  });

  it(`clear of ${name} without a record removes any record`, async () => {
    const store = open();
    await store.compareAndSwap(undefined, record(remember));
    await store.clear();
    expect(await store.read()).toBeUndefined();
  });
});
