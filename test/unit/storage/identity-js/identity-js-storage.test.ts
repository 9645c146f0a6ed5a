/** Proves that the kit reads and writes the layout of amazon-cognito-identity-js and Amplify, key by key. */
import { describe, expect, it } from 'vitest';
import { createBrowserMemory } from '../../../../src/storage/browser-memory.ts';
import { createIdentityJsStorage } from '../../../../src/storage/identity-js/identity-js-storage.ts';
import type { SessionRecord } from '../../../../src/storage/session-record.ts';
import { makeTokens, owner } from '../../../support/tokens.ts';

const issuedAt = 1_795_400_000_000;
const prefix = `CognitoIdentityServiceProvider.${owner.clientId}`;

const open = () => {
  const items = new Map<string, string>();
  const tab = new EventTarget();
  const store = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  const storage = createIdentityJsStorage(store, owner.clientId, {
    addEventListener: tab.addEventListener.bind(tab),
    removeEventListener: tab.removeEventListener.bind(tab),
  });
  /** Writes a session as another library does, under the user name that it stores. */
  const writeSession = (username: string, entries: Record<string, string> = {}, sub = 'sub-a') => {
    const tokens = makeTokens({ issuedAt, sub });
    items.set(`${prefix}.LastAuthUser`, username);
    for (const [name, value] of Object.entries({ ...tokens, clockDrift: '0', ...entries }))
      items.set(`${prefix}.${username}.${name}`, value);
    return tokens;
  };
  const keys = () => [...items.keys()].map((key) => key.replace(`${prefix}.`, ''));
  return { items, storage, writeSession, keys, tab };
};

const recordOf = (sub: string, change: Partial<SessionRecord> = {}): SessionRecord => ({
  ...makeTokens({ issuedAt: issuedAt + 5_000, sub }),
  version: 1,
  epoch: 'epoch',
  generation: 1,
  sub,
  clockOffset: 0,
  ...change,
});

describe('a session of another library', () => {
  it('a session of another library is read as a session of its user', async () => {
    const { storage, writeSession } = open();
    const tokens = writeSession('ada');
    expect(await storage.read()).toMatchObject({ ...tokens, sub: 'sub-a', clockOffset: 0 });
  });

  it('clockDrift of amazon-cognito-identity-js is read as seconds that the device is ahead', async () => {
    const { storage, writeSession } = open();
    writeSession('ada', { clockDrift: '7200' });
    expect((await storage.read())?.clockOffset).toBe(-7_200_000);
  });

  it.each(['signInDetails', 'oauthMetadata'])(
    'clockDrift of Amplify v6 is read as milliseconds to add when %s is stored',
    async (amplifyEntry) => {
      const { storage, writeSession } = open();
      writeSession('ada', { [amplifyEntry]: '{}', clockDrift: '-7200000' });
      expect((await storage.read())?.clockOffset).toBe(-7_200_000);
    },
  );

  it('a refresh writes a session of another library under its stored user name, also when that is an alias', async () => {
    const { storage, writeSession, items, keys } = open();
    writeSession('ada@example.com', { deviceKey: 'device' });
    const refreshed = recordOf('sub-a', { clockOffset: -7_200_000 });
    expect(await storage.compareAndSwap(await storage.read(), refreshed)).toBe(true);
    expect(items.get(`${prefix}.LastAuthUser`)).toBe('ada@example.com');
    expect(items.get(`${prefix}.ada@example.com.accessToken`)).toBe(refreshed.accessToken);
    expect(items.get(`${prefix}.ada@example.com.clockDrift`)).toBe('7200');
    expect(keys().filter((key) => key.startsWith('user-sub-a'))).toEqual([]);
    expect(await storage.read()).toMatchObject({ epoch: 'epoch', clockOffset: -7_200_000 });
  });

  it('a refresh writes a session of Amplify in its units and keeps its other entries', async () => {
    const { storage, writeSession, items } = open();
    writeSession('ada', { signInDetails: '{"loginId":"ada"}' });
    await storage.compareAndSwap(await storage.read(), recordOf('sub-a', { clockOffset: -7_200_000 }));
    expect(items.get(`${prefix}.ada.clockDrift`)).toBe('-7200000');
    expect(items.get(`${prefix}.ada.signInDetails`)).toBe('{"loginId":"ada"}');
  });

  it('a sign-in of another user deletes a session of another library, apart from the device', async () => {
    const { storage, writeSession, keys } = open();
    writeSession('ada', { signInDetails: '{}', oauthMetadata: '{}', userData: '{}', deviceKey: 'device' });
    await storage.compareAndSwap(await storage.read(), recordOf('sub-b'));
    expect(keys().filter((key) => key.startsWith('ada.'))).toEqual(['ada.deviceKey']);
    expect((await storage.read())?.sub).toBe('sub-b');
  });

  it('a sign-out deletes a session of another library, apart from the device', async () => {
    const { storage, writeSession, keys } = open();
    writeSession('ada', { signInDetails: '{}', userData: '{}', deviceKey: 'device' });
    await storage.compareAndSwap(await storage.read(), recordOf('sub-a'));
    await storage.clear();
    expect(keys()).toEqual(['ada.deviceKey']);
    expect(await storage.read()).toBeUndefined();
  });

  it.each([
    ['without an ID token', { idToken: '' }],
    ['with a malformed ID token', { idToken: 'x.y.z' }],
    ['without a refresh token', { refreshToken: '' }],
  ])(
    'fault 13 (damaged record): a session of another library %s is read as signed out',
    async (_, broken) => {
      const { storage, writeSession } = open();
      writeSession('ada', broken);
      expect(await storage.read()).toBeUndefined();
    },
  );
});

describe('the browser record in the layout of another library', () => {
  const device = { key: 'eu-west-1_key', groupKey: '-group', password: 'secret' };
  const identityKey = 'com.amplify.Cognito.eu-west-1:pool.identityId';

  it('a device is stored under the other library’s keys, and read only when all of them exist', async () => {
    const { storage, items } = open();
    await storage.devices?.set('ada', device);
    expect(Object.fromEntries(items)).toEqual({
      [`${prefix}.ada.deviceKey`]: device.key,
      [`${prefix}.ada.deviceGroupKey`]: device.groupKey,
      [`${prefix}.ada.randomPasswordKey`]: device.password,
    });
    expect(await storage.devices?.get('ada')).toEqual(device);
    expect(await storage.devices?.get('grace')).toBeUndefined();
    items.delete(`${prefix}.ada.randomPasswordKey`);
    expect(await storage.devices?.get('ada')).toBeUndefined();
    await storage.devices?.set('ada');
    expect([...items]).toEqual([]);
  });

  it('clear deletes the devices of every user and no other key when the store lists its keys, as localStorage does', async () => {
    const otherEntries = {
      theme: 'dark',
      [`${prefix}2.ada.deviceKey`]: 'another client’s',
      [`${prefix}.ada.idToken`]: 'x',
    };
    // The keys are own properties and the methods are inherited, as in localStorage.
    const methods = {
      getItem(this: Record<string, string>, key: string) {
        return this[key] ?? null;
      },
      setItem(this: Record<string, string>, key: string, value: string) {
        this[key] = value;
      },
      removeItem(this: Record<string, string>, key: string) {
        delete this[key];
      },
    };
    const store = Object.assign(Object.create(methods) as typeof methods, otherEntries, {
      [`${prefix}.ada.deviceKey`]: 'k',
      [`${prefix}.grace@example.com.randomPasswordKey`]: 'p',
      [identityKey]: 'eu-west-1:guest',
    });
    await createIdentityJsStorage(store, owner.clientId).browser?.('eu-west-1:pool').clear();
    expect({ ...store }).toEqual(otherEntries);
  });

  it('a guest of Amplify moves into the kit’s browser record with its first write', async () => {
    const { storage, items } = open();
    items.set(identityKey, 'eu-west-1:guest');
    expect(await storage.browser?.('eu-west-1:another').read()).toBeUndefined();
    expect(await storage.browser?.(undefined).read()).toBeUndefined();
    const browser = createBrowserMemory(storage.browser!('eu-west-1:pool'));
    await browser.update({ username: 'ada' });
    const guest = { identityPoolId: 'eu-west-1:pool', identityId: 'eu-west-1:guest' };
    expect(await browser.read()).toMatchObject({ username: 'ada', guest });
    expect(JSON.parse(items.get(`cognito-kit.${owner.clientId}.browser`)!)).toMatchObject({ guest });
    await browser.update({ guest: undefined });
    expect((await browser.read()).guest).toBeUndefined();
    expect(items.has(identityKey)).toBe(false);
  });
});

describe('createIdentityJsStorage with a store that fails', () => {
  const throwQuotaError = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };

  it.each([0, 1, 2, 3, 4, 5])(
    'fault 8 (quota): a session lives in memory, and no part of it in the store, when that is full after %i entries',
    async (capacity) => {
      const items = new Map([['theme', 'dark']]);
      let free = capacity;
      const store = {
        getItem: (key: string) => items.get(key),
        setItem: (key: string, value: string) => (free-- > 0 ? items.set(key, value) : throwQuotaError()),
        removeItem: (key: string) => items.delete(key),
      };
      const storage = createIdentityJsStorage(store, owner.clientId);
      const changes: string[] = [];
      storage.onPersistenceChange?.(() => changes.push(storage.persistence));
      expect(storage.persistence).toBe('persistent');
      const record = recordOf('sub-a');
      expect(await storage.compareAndSwap(undefined, record)).toBe(true);
      expect(changes).toEqual(['degraded']);
      expect(await storage.read()).toEqual(record);
      expect([...items]).toEqual([['theme', 'dark']]);
      await storage.clear();
      expect(await storage.read()).toBeUndefined();
    },
  );

  it('fault 9 (blocked store): session, device and user name live in memory when each access to the store throws', async () => {
    const storage = createIdentityJsStorage(
      { getItem: throwQuotaError, setItem: throwQuotaError, removeItem: throwQuotaError },
      owner.clientId,
    );
    expect(await storage.read()).toBeUndefined();
    expect(storage.persistence).toBe('degraded');
    expect(await storage.devices?.get('ada')).toBeUndefined();
    await storage.devices?.set('ada', { key: 'k', groupKey: 'g', password: 'p' });
    const browser = createBrowserMemory(storage.browser!('eu-west-1:pool'));
    await browser.update({ username: 'ada' });
    expect(await browser.read()).toMatchObject({ username: 'ada' });
    await browser.clear();
    expect((await browser.read()).username).toBeUndefined();
  });
});

it('compareAndSwap fails when the other library refreshed the session in between', async () => {
  const { storage, writeSession, items } = open();
  writeSession('ada');
  const before = await storage.read();
  const { idToken } = makeTokens({ issuedAt: issuedAt + 60_000 });
  items.set(`${prefix}.ada.idToken`, idToken);
  expect(await storage.compareAndSwap(before, recordOf('sub-a'))).toBe(false);
  expect(items.get(`${prefix}.ada.idToken`)).toBe(idToken);
});

it('watch reports other tabs’ changes of this app client’s keys, and no others', () => {
  const { storage, tab } = open();
  let calls = 0;
  const stop = storage.watch(() => calls++);
  const dispatch = (key: string | null) => tab.dispatchEvent(Object.assign(new Event('storage'), { key }));
  dispatch(`${prefix}.ada.accessToken`);
  dispatch(null);
  dispatch('CognitoIdentityServiceProvider.client12.ada.accessToken');
  dispatch('theme');
  expect(calls).toBe(2);
  stop();
  dispatch(null);
  expect(calls).toBe(2);
});
