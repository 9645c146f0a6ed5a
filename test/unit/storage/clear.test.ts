/** What every store holds to when it is cleared: all, or only what somebody has looked at. */
import { expect, it, describe } from 'vitest';
import { createIdentityJsStorage } from '../../../src/storage/identity-js/identity-js-storage.ts';
import { createMemoryStorage } from '../../../src/storage/memory-storage.ts';
import { openStorage } from '../../../src/storage/open-storage.ts';
import type { SessionRecord, SessionStorage } from '../../../src/storage/session-record.ts';
import { createSite } from '../../support/site.ts';
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
const items = () => {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
};

const stores: Record<string, () => SessionStorage> = {
  memory: () => createMemoryStorage<SessionRecord>(),
  localStorage: () => openStorage('local', owner.clientId, { localStorage: items() }, platform).session,
  'the tab’s own': () =>
    openStorage('local', owner.clientId, { localStorage: items(), sessionStorage: items() }, platform)
      .session,
  'the vault': () => createSite().tab().session,
  'amazon-cognito-identity-js’s layout': () => createIdentityJsStorage(items(), owner.clientId, undefined),
};

describe.each(Object.entries(stores))('%s', (name, open) => {
  const remember = name.startsWith('the tab') ? ({ remember: false } as const) : {};

  it('is cleared of what somebody looked at, and of nothing that came after', async () => {
    const store = open();
    await store.compareAndSwap(undefined, record(remember));
    const seen = (await store.read())!;
    const newer = { ...seen, generation: seen.generation + 1 };
    await store.compareAndSwap(seen, newer);
    await store.clear(seen);
    expect(await store.read()).toMatchObject({ generation: newer.generation });
    await store.clear(newer);
    expect(await store.read()).toBeUndefined();
  });

  it('is cleared of whatever it holds when nobody says what', async () => {
    const store = open();
    await store.compareAndSwap(undefined, record(remember));
    await store.clear();
    expect(await store.read()).toBeUndefined();
  });
});
