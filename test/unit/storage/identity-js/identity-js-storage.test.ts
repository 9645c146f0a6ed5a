/** The layout of amazon-cognito-identity-js and Amplify in a store, key by key. */
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
  /** What another library left, by the name that it keeps the user under. */
  const leave = (username: string, more: Record<string, string> = {}, sub = 'sub-a') => {
    const tokens = makeTokens({ issuedAt, sub });
    items.set(`${prefix}.LastAuthUser`, username);
    for (const [name, value] of Object.entries({ ...tokens, clockDrift: '0', ...more }))
      items.set(`${prefix}.${username}.${name}`, value);
    return tokens;
  };
  const keys = () => [...items.keys()].map((key) => key.replace(`${prefix}.`, ''));
  return { items, storage, leave, keys, tab };
};

const recordOf = (sub: string, more: Partial<SessionRecord> = {}): SessionRecord => ({
  ...makeTokens({ issuedAt: issuedAt + 5_000, sub }),
  version: 1,
  epoch: 'epoch',
  generation: 1,
  sub,
  clockOffset: 0,
  ...more,
});

describe('what another library left', () => {
  it('is a session of its user', async () => {
    const { storage, leave } = open();
    const tokens = leave('ada');
    expect(await storage.read()).toMatchObject({ ...tokens, sub: 'sub-a', clockOffset: 0 });
  });

  it('says how far the clock is off: amazon-cognito-identity-js in seconds that the device is ahead', async () => {
    const { storage, leave } = open();
    leave('ada', { clockDrift: '7200' });
    expect((await storage.read())?.clockOffset).toBe(-7_200_000);
  });

  it.each(['signInDetails', 'oauthMetadata'])(
    'says so in milliseconds to add where Amplify v6 left it, which %s tells',
    async (note) => {
      const { storage, leave } = open();
      leave('ada', { [note]: '{}', clockDrift: '-7200000' });
      expect((await storage.read())?.clockOffset).toBe(-7_200_000);
    },
  );

  it('is renewed under the name that it is kept under, also when that is an alias', async () => {
    const { storage, leave, items, keys } = open();
    leave('ada@example.com', { deviceKey: 'device' });
    const renewed = recordOf('sub-a', { clockOffset: -7_200_000 });
    expect(await storage.compareAndSwap(await storage.read(), renewed)).toBe(true);
    expect(items.get(`${prefix}.LastAuthUser`)).toBe('ada@example.com');
    expect(items.get(`${prefix}.ada@example.com.accessToken`)).toBe(renewed.accessToken);
    expect(items.get(`${prefix}.ada@example.com.clockDrift`)).toBe('7200');
    expect(keys().filter((key) => key.startsWith('user-sub-a'))).toEqual([]);
    expect(await storage.read()).toMatchObject({ epoch: 'epoch', clockOffset: -7_200_000 });
  });

  it('is renewed in Amplify’s own units and beside its notes', async () => {
    const { storage, leave, items } = open();
    leave('ada', { signInDetails: '{"loginId":"ada"}' });
    await storage.compareAndSwap(await storage.read(), recordOf('sub-a', { clockOffset: -7_200_000 }));
    expect(items.get(`${prefix}.ada.clockDrift`)).toBe('-7200000');
    expect(items.get(`${prefix}.ada.signInDetails`)).toBe('{"loginId":"ada"}');
  });

  it('goes altogether when somebody else signs in, but for the device', async () => {
    const { storage, leave, keys } = open();
    leave('ada', { signInDetails: '{}', oauthMetadata: '{}', userData: '{}', deviceKey: 'device' });
    await storage.compareAndSwap(await storage.read(), recordOf('sub-b'));
    expect(keys().filter((key) => key.startsWith('ada.'))).toEqual(['ada.deviceKey']);
    expect((await storage.read())?.sub).toBe('sub-b');
  });

  it('goes altogether at a sign-out, but for the device', async () => {
    const { storage, leave, keys } = open();
    leave('ada', { signInDetails: '{}', userData: '{}', deviceKey: 'device' });
    await storage.compareAndSwap(await storage.read(), recordOf('sub-a'));
    await storage.clear();
    expect(keys()).toEqual(['ada.deviceKey']);
    expect(await storage.read()).toBeUndefined();
  });

  it.each([
    ['no token', { idToken: '' }],
    ['a token that is none', { idToken: 'x.y.z' }],
    ['no refresh token', { refreshToken: '' }],
  ])('fault 13: with %s is nobody', async (_, broken) => {
    const { storage, leave } = open();
    leave('ada', broken);
    expect(await storage.read()).toBeUndefined();
  });
});

describe('what outlives a sign-out', () => {
  const device = { key: 'eu-west-1_key', groupKey: '-group', password: 'secret' };
  const beside = 'com.amplify.Cognito.eu-west-1:pool.identityId';

  it('is a device in the other library’s place, whole or not at all', async () => {
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

  it('is forgotten for every user where the store tells what it has, as localStorage does, and no more than that', async () => {
    const others = {
      theme: 'dark',
      [`${prefix}2.ada.deviceKey`]: 'another client’s',
      [`${prefix}.ada.idToken`]: 'x',
    };
    // Its keys are its own properties, its methods are not.
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
    const store = Object.assign(Object.create(methods) as typeof methods, others, {
      [`${prefix}.ada.deviceKey`]: 'k',
      [`${prefix}.grace@example.com.randomPasswordKey`]: 'p',
      [beside]: 'eu-west-1:guest',
    });
    await createIdentityJsStorage(store, owner.clientId).browser?.('eu-west-1:pool').clear();
    expect({ ...store }).toEqual(others);
  });

  it('is a guest, who is taken into the kit’s record with the first that is written there', async () => {
    const { storage, items } = open();
    items.set(beside, 'eu-west-1:guest');
    expect(await storage.browser?.('eu-west-1:another').read()).toBeUndefined();
    expect(await storage.browser?.(undefined).read()).toBeUndefined();
    const browser = createBrowserMemory(storage.browser!('eu-west-1:pool'));
    await browser.update({ username: 'ada' });
    const guest = { identityPoolId: 'eu-west-1:pool', identityId: 'eu-west-1:guest' };
    expect(await browser.read()).toMatchObject({ username: 'ada', guest });
    expect(JSON.parse(items.get(`cognito-kit.${owner.clientId}.browser`)!)).toMatchObject({ guest });
    await browser.update({ guest: undefined });
    expect((await browser.read()).guest).toBeUndefined();
    expect(items.has(beside)).toBe(false);
  });
});

describe('a store that refuses', () => {
  const full = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };

  it.each([0, 1, 2, 3, 4, 5])(
    'fault 8: which is full after %i entries keeps no half of a session, which lives in memory and says so',
    async (room) => {
      const items = new Map([['theme', 'dark']]);
      let left = room;
      const store = {
        getItem: (key: string) => items.get(key),
        setItem: (key: string, value: string) => (left-- > 0 ? items.set(key, value) : full()),
        removeItem: (key: string) => items.delete(key),
      };
      const storage = createIdentityJsStorage(store, owner.clientId);
      const heard: string[] = [];
      storage.onPersistenceChange?.(() => heard.push(storage.persistence));
      expect(storage.persistence).toBe('persistent');
      const record = recordOf('sub-a');
      expect(await storage.compareAndSwap(undefined, record)).toBe(true);
      expect(heard).toEqual(['degraded']);
      expect(await storage.read()).toEqual(record);
      expect([...items]).toEqual([['theme', 'dark']]);
      await storage.clear();
      expect(await storage.read()).toBeUndefined();
    },
  );

  it('fault 9: which throws at every touch stops no sign-in for its device, its guest or its name', async () => {
    const storage = createIdentityJsStorage(
      { getItem: full, setItem: full, removeItem: full },
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

it('a swap is refused when the other library renewed in between', async () => {
  const { storage, leave, items } = open();
  leave('ada');
  const before = await storage.read();
  const { idToken } = makeTokens({ issuedAt: issuedAt + 60_000 });
  items.set(`${prefix}.ada.idToken`, idToken);
  expect(await storage.compareAndSwap(before, recordOf('sub-a'))).toBe(false);
  expect(items.get(`${prefix}.ada.idToken`)).toBe(idToken);
});

it('tells of what other tabs change under this app client’s keys, and of nothing else', () => {
  const { storage, tab } = open();
  let heard = 0;
  const stop = storage.watch(() => heard++);
  const tell = (key: string | null) => tab.dispatchEvent(Object.assign(new Event('storage'), { key }));
  tell(`${prefix}.ada.accessToken`);
  tell(null);
  tell('CognitoIdentityServiceProvider.client12.ada.accessToken');
  tell('theme');
  expect(heard).toBe(2);
  stop();
  tell(null);
  expect(heard).toBe(2);
});
