/** The layout of amazon-cognito-identity-js and Amplify in a store, key by key. */
import { describe, expect, it } from 'vitest';
import { createIdentityJsStorage } from '../../../src/storage/identity-js.ts';
import type { SessionRecord } from '../../../src/storage/session-record.ts';
import { makeTokens, owner } from '../../support/tokens.ts';

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
