/** Proves which tokens become a session, when an auth state ends, and that tabs follow each other. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createSessionStore, type SessionStore } from '../../../src/session/session-store.ts';
import { createMemoryStorage } from '../../../src/storage/memory-storage.ts';
import type { SessionRecord, SessionStorage } from '../../../src/storage/session-record.ts';
import { createFakeClock, settle, type FakeClock } from '../../support/fake-clock.ts';
import { jwt, makeTokens, owner } from '../../support/tokens.ts';

let clock: FakeClock;
let storage: SessionStorage;
let store: SessionStore;

const platform = () => ({
  clock,
  fetch: () => Promise.reject(new Error('the store sends nothing')),
  random: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
});
const open = (on = storage, signedOutStatus: 'signedOut' | 'guest' = 'signedOut') =>
  createSessionStore({ owner, storage: on, platform: platform(), signedOutStatus });
const freshTokens = (options = {}) => makeTokens({ issuedAt: clock.now(), ...options });

/** Returns a function that opens one storage in a further tab. Each tab hears of the others' writes. */
const createSharedStorage = () => {
  const inner = createMemoryStorage<SessionRecord>();
  const tabs = new Set<() => void>();
  return (): SessionStorage => {
    let ownListener: (() => void) | undefined;
    const notifyOthers = () => [...tabs].filter((tab) => tab !== ownListener).forEach((tab) => tab());
    return {
      persistence: 'persistent',
      read: () => inner.read(),
      async compareAndSwap(expected, record) {
        const done = await inner.compareAndSwap(expected, record);
        if (done) notifyOthers();
        return done;
      },
      async clear(expected) {
        await inner.clear(expected);
        notifyOthers();
      },
      watch(listener) {
        ownListener = listener;
        tabs.add(listener);
        return () => tabs.delete(listener);
      },
    };
  };
};

beforeEach(() => {
  clock = createFakeClock();
  storage = createMemoryStorage();
  store = open();
});

describe('adopt', () => {
  it('a sign-in is announced only after it is stored, since a listener may leave the page at once', async () => {
    const inner = createMemoryStorage<SessionRecord>();
    let write = () => {};
    const written = new Promise<void>((done) => (write = done));
    const slow: SessionStorage = {
      ...inner,
      compareAndSwap: (...swap) => written.then(() => inner.compareAndSwap(...swap)),
    };
    const slowStore = open(slow);
    await slowStore.sync();
    const storedSubs: (string | undefined)[] = [];
    slowStore.subscribe(() => {
      void inner.read().then((record) => storedSubs.push(record?.sub));
    });
    const adopted = slowStore.adopt(freshTokens());
    await settle();
    expect(storedSubs).toEqual([]);
    write();
    await adopted;
    await settle();
    expect(storedSubs).toEqual(['sub-a']);
  });

  it('a sign-in is shown by the session and survives a reload', async () => {
    expect(store.getSession()).toEqual({ status: 'loading' });
    await store.sync();
    expect(store.getSession()).toEqual({ status: 'signedOut' });

    await store.adopt(freshTokens());
    const session = store.getSession();
    expect(session).toMatchObject({ status: 'signedIn', username: 'user-sub-a', claims: { sub: 'sub-a' } });
    expect(JSON.stringify(session)).not.toContain('refresh-sub-a');
    expect(store.getSession()).toBe(session);

    const reloaded = open();
    await reloaded.sync();
    expect(reloaded.getSession()).toEqual(session);
    expect(reloaded.authStateId()).toBe(store.authStateId());
  });

  it('a visitor is a guest when the store is opened for guests', async () => {
    const guestStore = open(storage, 'guest');
    await guestStore.sync();
    expect(guestStore.getSession()).toEqual({ status: 'guest' });
  });

  it.each([
    [
      'fault 64 (foreign token): of another pool',
      { id: { iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other' } },
    ],
    [
      'fault 64 (foreign token): of a pool whose name only ends alike',
      { id: { iss: `https://x/y${owner.userPoolId}` } },
    ],
    ['fault 64 (foreign token): of another app client (ID token)', { id: { aud: 'other' } }],
    ['fault 64 (foreign token): of another app client (access token)', { access: { client_id: 'other' } }],
    [
      'fault 66 (wrong token_use): with an access token in place of the ID token',
      { id: { token_use: 'access' } },
    ],
    [
      'fault 66 (wrong token_use): with an ID token in place of the access token',
      { access: { token_use: 'id' } },
    ],
    ['of two users', { access: { sub: 'sub-b' } }],
    ['of no user', { id: { sub: '' }, access: { sub: '' } }],
    ['without dates', { id: { exp: 'soon' } }],
    ['without a refresh token', { refreshToken: '' }],
    ['fault 67 (expired token): expired on arrival', { lifetime: 0 }],
  ])('adopt refuses tokens and stores nothing: %s', async (name, wrong) => {
    await store.sync();
    await expect(store.adopt(freshTokens(wrong))).rejects.toMatchObject({ code: 'InvalidToken' });
    expect(await storage.read()).toBeUndefined();
    expect(store.getSession()).toEqual({ status: 'signedOut' });
  });

  it.each([
    ['fault 49 (malformed token): two parts', 'a.b'],
    ['fault 49 (malformed token): no base64', 'a.!!.c'],
    ['fault 49 (malformed token): no JSON', `a.${btoa('{')}.c`],
    ['fault 49 (malformed token): no object', `a.${btoa('[]')}.c`],
    ['fault 50 (long input): a megabyte', jwt({ long: 'x'.repeat(1_000_000) })],
  ])('adopt refuses a text that is no token: %s', async (name, idToken) => {
    await expect(store.adopt({ ...freshTokens(), idToken })).rejects.toMatchObject({ code: 'InvalidToken' });
    expect(await storage.read()).toBeUndefined();
  });

  it('fault 67 (expired token): adopt refuses tokens that are older than any clock error', async () => {
    const old = makeTokens({ issuedAt: clock.now() - 48 * 3_600_000 });
    await expect(store.adopt(old)).rejects.toMatchObject({ code: 'InvalidToken' });
  });

  it('fault 48 (__proto__): a claim changes no prototype', async () => {
    const tokens = freshTokens();
    const [head, body = '', tail] = tokens.idToken.split('.');
    const claims = Buffer.from(body, 'base64url').toString().replace('{', '{"__proto__":{"polluted":1},');
    await store.adopt({
      ...tokens,
      idToken: [head, Buffer.from(claims).toString('base64url'), tail].join('.'),
    });
    const session = store.getSession();
    expect(session.status === 'signedIn' && 'polluted' in session.claims).toBe(false);
    expect('polluted' in {}).toBe(false);
  });

  it('fault 64 (foreign token): a stored record of another app client leaves the user signed out', async () => {
    await storage.compareAndSwap(undefined, {
      version: 1,
      epoch: 'e',
      generation: 1,
      sub: 'sub-a',
      clockOffset: 0,
      ...freshTokens({ id: { aud: 'other' } }),
    });
    await store.sync();
    expect(store.getSession()).toEqual({ status: 'signedOut' });
  });
});

describe('the clock of the session store', () => {
  it.each([24, -24, 3, -3])(
    'fault 17 (wrong clock): new tokens correct a clock that is %i hours off',
    async (hours) => {
      await store.adopt(makeTokens({ issuedAt: clock.now() - hours * 3_600_000 }));
      expect(store.clock.offset()).toBe(-hours * 3_600_000);
      expect(store.clock.now()).toBe(clock.now() - hours * 3_600_000);
      const reloaded = open();
      await reloaded.sync();
      expect(reloaded.clock.offset()).toBe(-hours * 3_600_000);
    },
  );

  it('the clock is not corrected for the seconds that a reply takes', async () => {
    await store.adopt(makeTokens({ issuedAt: clock.now() - 9_000 }));
    expect(store.clock.offset()).toBe(0);
  });
});

describe('an auth state', () => {
  it('an auth state ends at each sign-in, sign-out and switch of user, and its end is announced', async () => {
    await store.sync();
    const ended: string[] = [];
    store.onAuthStateEnd((id) => ended.push(id));
    const ids = [store.authStateId()];
    const signals = [store.authSignal()];
    for (const change of [
      () => store.adopt(freshTokens()),
      () => store.adopt(freshTokens({ sub: 'sub-b' })),
      () => store.end().then(() => undefined),
    ]) {
      await change();
      ids.push(store.authStateId());
      signals.push(store.authSignal());
    }
    expect(new Set(ids).size).toBe(4);
    expect(ended).toEqual(ids.slice(0, 3));
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true, false]);
    expect(signals[0]?.reason).toMatchObject({ kind: 'aborted', code: 'Superseded' });
  });

  it('an auth state lasts through a refresh, which no listener is told of', async () => {
    await store.adopt(freshTokens());
    let calls = 0;
    store.subscribe(() => calls++);
    const [id, session] = [store.authStateId(), store.getSession()];
    await clock.advance(60_000);
    expect(await store.update(id, (record) => ({ ...record, ...freshTokens() }))).toMatchObject({
      generation: 2,
    });
    expect([store.authStateId(), store.getSession(), calls]).toEqual([id, session, 0]);
    expect(store.getSession()).toBe(session);
  });

  it('a refresh that changes the claims calls the listeners', async () => {
    await store.adopt(freshTokens());
    let calls = 0;
    store.subscribe(() => calls++);
    await store.update(store.authStateId(), (record) => ({
      ...record,
      ...freshTokens({ id: { 'cognito:groups': ['x'] } }),
    }));
    expect(calls).toBe(1);
    expect(store.getSession()).toMatchObject({ claims: { 'cognito:groups': ['x'] } });
  });

  it('fault 29 (sign-out during a refresh), 30 (late refresh): an update of an ended auth state is dropped', async () => {
    await store.adopt(freshTokens());
    const first = store.authStateId();
    await store.end();
    expect(await store.update(first, (record) => ({ ...record, ...freshTokens() }))).toBeUndefined();
    expect(await storage.read()).toBeUndefined();

    await store.adopt(freshTokens({ sub: 'sub-b' }));
    expect(await store.update(first, (record) => ({ ...record, ...freshTokens() }))).toBeUndefined();
    expect((await storage.read())?.sub).toBe('sub-b');
  });

  it('fault 29 (sign-out during a refresh): a sign-out during a write leaves no record', async () => {
    await store.adopt(freshTokens());
    const writing = store.update(store.authStateId(), (record) => ({ ...record, ...freshTokens() }));
    const ending = store.end();
    expect(store.getSession()).toEqual({ status: 'signedOut' });
    await Promise.all([writing, ending]);
    expect(await storage.read()).toBeUndefined();
    expect(store.getSession()).toEqual({ status: 'signedOut' });
  });

  it('drop ends the refused session, and not one that has replaced it', async () => {
    await store.adopt(freshTokens());
    const refused = (await store.sync())!;
    await store.adopt(freshTokens({ sub: 'sub-b' }));
    expect(await store.drop(refused)).toMatchObject({ sub: 'sub-b' });
    expect(store.getSession()).toMatchObject({ status: 'signedIn', claims: { sub: 'sub-b' } });
    expect(await store.drop((await store.sync())!)).toBeUndefined();
    expect(store.getSession()).toEqual({ status: 'signedOut' });
  });
});

describe('a write of another tab between this tab’s read and its clear', () => {
  it('fault 32 (switch in another tab): drop keeps the sign-in of another tab', async () => {
    const other = open();
    await store.adopt(freshTokens());
    await other.sync();
    const refused = (await store.sync())!;
    await other.adopt(freshTokens({ sub: 'sub-b' }));
    // The first tab has not read the second tab's sign-in yet.
    expect(await store.drop(refused)).toMatchObject({ sub: 'sub-b' });
    expect(await storage.read()).toMatchObject({ sub: 'sub-b' });
  });

  it('fault 29 (sign-out during a refresh): a sign-out ends the other tab’s sign-in and returns both refresh tokens', async () => {
    await store.adopt(freshTokens());
    const other = open();
    let meanwhile = async () => {};
    const page = open({
      ...storage,
      async read() {
        const record = await storage.read();
        await meanwhile();
        return record;
      },
    });
    await page.sync();
    meanwhile = () => {
      meanwhile = async () => {};
      return other.adopt(freshTokens({ sub: 'sub-b' }));
    };
    const ended = await page.end();
    expect(ended.map(({ refreshToken }) => refreshToken)).toEqual(['refresh-sub-a', 'refresh-sub-b']);
    expect(await storage.read()).toBeUndefined();
  });
});

describe('session stores of two tabs', () => {
  it('fault 14 (data cleared): a cleared store signs the user out, with one event', async () => {
    await store.adopt(freshTokens());
    let calls = 0;
    store.subscribe(() => calls++);
    await storage.clear();
    expect(await store.sync()).toBeUndefined();
    await store.sync();
    expect(calls).toBe(1);
    expect(store.getSession()).toEqual({ status: 'signedOut' });
  });

  it('fault 32 (switch in another tab): a tab follows the sign-in, switch and sign-out of another tab', async () => {
    const openTab = createSharedStorage();
    const [first, second] = [open(openTab()), open(openTab())];
    await Promise.all([first.sync(), second.sync()]);

    await first.adopt(freshTokens());
    await settle();
    expect(second.getSession()).toMatchObject({ status: 'signedIn', claims: { sub: 'sub-a' } });
    expect(second.authStateId()).toBe(first.authStateId());

    const signal = first.authSignal();
    await second.adopt(freshTokens({ sub: 'sub-b' }));
    await settle();
    expect(first.getSession()).toMatchObject({ claims: { sub: 'sub-b' } });
    expect(signal.aborted).toBe(true);

    await first.end();
    await settle();
    expect(second.getSession()).toEqual({ status: 'signedOut' });
  });

  it('a tab uses the refreshed tokens of another tab without calling its listeners', async () => {
    const openTab = createSharedStorage();
    const [first, second] = [open(openTab()), open(openTab())];
    await first.adopt(freshTokens());
    await second.sync();
    let calls = 0;
    second.subscribe(() => calls++);
    await clock.advance(1000);
    const refreshed = freshTokens();
    await first.update(first.authStateId(), (record) => ({ ...record, ...refreshed }));
    await settle();
    expect(await second.sync()).toMatchObject({ accessToken: refreshed.accessToken, generation: 2 });
    expect(calls).toBe(0);
  });

  it('a destroyed session store ignores the writes of another tab', async () => {
    const openTab = createSharedStorage();
    const [first, second] = [open(openTab()), open(openTab())];
    await Promise.all([first.sync(), second.sync()]);
    second.destroy();
    await first.adopt(freshTokens());
    await settle();
    expect(second.getSession()).toEqual({ status: 'signedOut' });
  });
});

it('a session store continues with its memory when a custom store fails to read', async () => {
  let broken = false;
  const flaky: SessionStorage = {
    ...storage,
    read: () => (broken ? Promise.reject(new Error('gone')) : storage.read()),
  };
  const page = open(flaky);
  await page.adopt(freshTokens());
  broken = true;
  expect(await page.sync()).toMatchObject({ sub: 'sub-a' });
  expect(page.getSession()).toMatchObject({ status: 'signedIn' });
  expect(await page.end(), 'and a sign-out wipes it').toMatchObject([{ sub: 'sub-a' }]);
  expect(await storage.read()).toBeUndefined();
  const fresh = open(flaky);
  await fresh.sync();
  expect(fresh.getSession()).toEqual({ status: 'signedOut' });
});
