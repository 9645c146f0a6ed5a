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
const now = (options = {}) => makeTokens({ issuedAt: clock.now(), ...options });

/** A storage whose tabs hear of each other, as localStorage's do. */
const shared = () => {
  const inner = createMemoryStorage<SessionRecord>();
  const tabs = new Set<() => void>();
  return (): SessionStorage => {
    let own: (() => void) | undefined;
    const others = () => [...tabs].filter((tab) => tab !== own).forEach((tab) => tab());
    return {
      persistence: 'persistent',
      read: () => inner.read(),
      async compareAndSwap(expected, record) {
        const done = await inner.compareAndSwap(expected, record);
        if (done) others();
        return done;
      },
      async clear(expected) {
        await inner.clear(expected);
        others();
      },
      watch(listener) {
        own = listener;
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

describe('a sign-in', () => {
  it('is told once it is stored, since whoever hears of it may leave the page at once', async () => {
    const inner = createMemoryStorage<SessionRecord>();
    let write = () => {};
    const written = new Promise<void>((done) => (write = done));
    const slow: SessionStorage = {
      ...inner,
      compareAndSwap: (...swap) => written.then(() => inner.compareAndSwap(...swap)),
    };
    const own = open(slow);
    await own.sync();
    const found: (string | undefined)[] = [];
    own.subscribe(() => {
      void inner.read().then((record) => found.push(record?.sub));
    });
    const adopted = own.adopt(now());
    await settle();
    expect(found).toEqual([]);
    write();
    await adopted;
    await settle();
    expect(found).toEqual(['sub-a']);
  });

  it('shows who signed in, and is there after a reload', async () => {
    expect(store.getSession()).toEqual({ status: 'loading' });
    await store.sync();
    expect(store.getSession()).toEqual({ status: 'signedOut' });

    await store.adopt(now());
    const session = store.getSession();
    expect(session).toMatchObject({ status: 'signedIn', username: 'user-sub-a', claims: { sub: 'sub-a' } });
    expect(JSON.stringify(session)).not.toContain('refresh-sub-a');
    expect(store.getSession()).toBe(session);

    const reloaded = open();
    await reloaded.sync();
    expect(reloaded.getSession()).toEqual(session);
    expect(reloaded.authStateId()).toBe(store.authStateId());
  });

  it('calls a visitor a guest where guests are wanted', async () => {
    const guests = open(storage, 'guest');
    await guests.sync();
    expect(guests.getSession()).toEqual({ status: 'guest' });
  });

  it.each([
    [
      'fault 64: another pool',
      { id: { iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other' } },
    ],
    ['fault 64: a pool whose name only ends alike', { id: { iss: `https://x/y${owner.userPoolId}` } }],
    ['fault 64: another client (ID token)', { id: { aud: 'other' } }],
    ['fault 64: another client (access token)', { access: { client_id: 'other' } }],
    ['fault 66: an access token in the ID token’s place', { id: { token_use: 'access' } }],
    ['fault 66: an ID token in the access token’s place', { access: { token_use: 'id' } }],
    ['two users’', { access: { sub: 'sub-b' } }],
    ['no user', { id: { sub: '' }, access: { sub: '' } }],
    ['no dates', { id: { exp: 'soon' } }],
    ['no refresh token', { refreshToken: '' }],
    ['fault 67: run out on arrival', { lifetime: 0 }],
  ])('refuses tokens, with nothing stored: %s', async (name, wrong) => {
    await store.sync();
    await expect(store.adopt(now(wrong))).rejects.toMatchObject({ code: 'InvalidToken' });
    expect(await storage.read()).toBeUndefined();
    expect(store.getSession()).toEqual({ status: 'signedOut' });
  });

  it.each([
    ['fault 49: two parts', 'a.b'],
    ['fault 49: no base64', 'a.!!.c'],
    ['fault 49: no JSON', `a.${btoa('{')}.c`],
    ['fault 49: no object', `a.${btoa('[]')}.c`],
    ['fault 50: a megabyte', jwt({ long: 'x'.repeat(1_000_000) })],
  ])('refuses what is no token of Cognito’s: %s', async (name, idToken) => {
    await expect(store.adopt({ ...now(), idToken })).rejects.toMatchObject({ code: 'InvalidToken' });
    expect(await storage.read()).toBeUndefined();
  });

  it('fault 67: refuses tokens that are older than any clock is wrong', async () => {
    const old = makeTokens({ issuedAt: clock.now() - 48 * 3_600_000 });
    await expect(store.adopt(old)).rejects.toMatchObject({ code: 'InvalidToken' });
  });

  it('fault 48: a claim cannot reach a prototype', async () => {
    const tokens = now();
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

  it('holds another pool’s stored record for nobody', async () => {
    await storage.compareAndSwap(undefined, {
      version: 1,
      epoch: 'e',
      generation: 1,
      sub: 'sub-a',
      clockOffset: 0,
      ...now({ id: { aud: 'other' } }),
    });
    await store.sync();
    expect(store.getSession()).toEqual({ status: 'signedOut' });
  });
});

describe('the clock', () => {
  it.each([24, -24, 3, -3])('fault 17: is corrected when it is %i hours off', async (hours) => {
    await store.adopt(makeTokens({ issuedAt: clock.now() - hours * 3_600_000 }));
    expect(store.clock.offset()).toBe(-hours * 3_600_000);
    expect(store.clock.now()).toBe(clock.now() - hours * 3_600_000);
    const reloaded = open();
    await reloaded.sync();
    expect(reloaded.clock.offset()).toBe(-hours * 3_600_000);
  });

  it('is left alone for the seconds that a reply takes', async () => {
    await store.adopt(makeTokens({ issuedAt: clock.now() - 9_000 }));
    expect(store.clock.offset()).toBe(0);
  });
});

describe('an epoch', () => {
  it('passes at sign-in, sign-out and switch, and tells', async () => {
    await store.sync();
    const passed: string[] = [];
    store.onAuthStateEnd((id) => passed.push(id));
    const seen = [store.authStateId()];
    const signals = [store.authSignal()];
    for (const change of [
      () => store.adopt(now()),
      () => store.adopt(now({ sub: 'sub-b' })),
      () => store.end().then(() => undefined),
    ]) {
      await change();
      seen.push(store.authStateId());
      signals.push(store.authSignal());
    }
    expect(new Set(seen).size).toBe(4);
    expect(passed).toEqual(seen.slice(0, 3));
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true, false]);
    expect(signals[0]?.reason).toMatchObject({ kind: 'aborted', code: 'Superseded' });
  });

  it('stays through a renewal, which nobody is told of', async () => {
    await store.adopt(now());
    let calls = 0;
    store.subscribe(() => calls++);
    const [epoch, session] = [store.authStateId(), store.getSession()];
    await clock.advance(60_000);
    expect(await store.update(epoch, (held) => ({ ...held, ...now() }))).toMatchObject({ generation: 2 });
    expect([store.authStateId(), store.getSession(), calls]).toEqual([epoch, session, 0]);
    expect(store.getSession()).toBe(session);
  });

  it('tells of claims that a renewal changed', async () => {
    await store.adopt(now());
    let calls = 0;
    store.subscribe(() => calls++);
    await store.update(store.authStateId(), (held) => ({
      ...held,
      ...now({ id: { 'cognito:groups': ['x'] } }),
    }));
    expect(calls).toBe(1);
    expect(store.getSession()).toMatchObject({ claims: { 'cognito:groups': ['x'] } });
  });

  it('fault 29, 30: what began in one that has passed is dropped', async () => {
    await store.adopt(now());
    const first = store.authStateId();
    await store.end();
    expect(await store.update(first, (held) => ({ ...held, ...now() }))).toBeUndefined();
    expect(await storage.read()).toBeUndefined();

    await store.adopt(now({ sub: 'sub-b' }));
    expect(await store.update(first, (held) => ({ ...held, ...now() }))).toBeUndefined();
    expect((await storage.read())?.sub).toBe('sub-b');
  });

  it('fault 29: a sign-out during a write leaves nothing behind', async () => {
    await store.adopt(now());
    const writing = store.update(store.authStateId(), (held) => ({ ...held, ...now() }));
    const ending = store.end();
    expect(store.getSession()).toEqual({ status: 'signedOut' });
    await Promise.all([writing, ending]);
    expect(await storage.read()).toBeUndefined();
    expect(store.getSession()).toEqual({ status: 'signedOut' });
  });

  it('that was refused is dropped, and none that came in its place', async () => {
    await store.adopt(now());
    const refused = (await store.sync())!;
    await store.adopt(now({ sub: 'sub-b' }));
    expect(await store.drop(refused)).toMatchObject({ sub: 'sub-b' });
    expect(store.getSession()).toMatchObject({ status: 'signedIn', claims: { sub: 'sub-b' } });
    expect(await store.drop((await store.sync())!)).toBeUndefined();
    expect(store.getSession()).toEqual({ status: 'signedOut' });
  });
});

describe('another tab that writes between this one’s look and its wipe', () => {
  it('fault 32: keeps its sign-in when this tab’s session is refused', async () => {
    const other = open();
    await store.adopt(now());
    await other.sync();
    const refused = (await store.sync())!;
    await other.adopt(now({ sub: 'sub-b' }));
    // This tab still takes the refused one for the present one.
    expect(await store.drop(refused)).toMatchObject({ sub: 'sub-b' });
    expect(await storage.read()).toMatchObject({ sub: 'sub-b' });
  });

  it('fault 29: is signed out with it at a sign-out, and gives its token up to be revoked', async () => {
    await store.adopt(now());
    const other = open();
    let meanwhile = async () => {};
    const page = open({
      ...storage,
      async read() {
        const found = await storage.read();
        await meanwhile();
        return found;
      },
    });
    await page.sync();
    meanwhile = () => {
      meanwhile = async () => {};
      return other.adopt(now({ sub: 'sub-b' }));
    };
    const wiped = await page.end();
    expect(wiped.map(({ refreshToken }) => refreshToken)).toEqual(['refresh-sub-a', 'refresh-sub-b']);
    expect(await storage.read()).toBeUndefined();
  });
});

describe('two tabs', () => {
  it('fault 14: a store cleared by hand signs out, with one event', async () => {
    await store.adopt(now());
    let calls = 0;
    store.subscribe(() => calls++);
    await storage.clear();
    expect(await store.sync()).toBeUndefined();
    await store.sync();
    expect(calls).toBe(1);
    expect(store.getSession()).toEqual({ status: 'signedOut' });
  });

  it('fault 32: follow each other’s sign-in, switch and sign-out', async () => {
    const tab = shared();
    const [one, two] = [open(tab()), open(tab())];
    await Promise.all([one.sync(), two.sync()]);

    await one.adopt(now());
    await settle();
    expect(two.getSession()).toMatchObject({ status: 'signedIn', claims: { sub: 'sub-a' } });
    expect(two.authStateId()).toBe(one.authStateId());

    const signal = one.authSignal();
    await two.adopt(now({ sub: 'sub-b' }));
    await settle();
    expect(one.getSession()).toMatchObject({ claims: { sub: 'sub-b' } });
    expect(signal.aborted).toBe(true);

    await one.end();
    await settle();
    expect(two.getSession()).toEqual({ status: 'signedOut' });
  });

  it('take over a renewal without telling anybody', async () => {
    const tab = shared();
    const [one, two] = [open(tab()), open(tab())];
    await one.adopt(now());
    await two.sync();
    let calls = 0;
    two.subscribe(() => calls++);
    await clock.advance(1000);
    const renewed = now();
    await one.update(one.authStateId(), (held) => ({ ...held, ...renewed }));
    await settle();
    expect(await two.sync()).toMatchObject({ accessToken: renewed.accessToken, generation: 2 });
    expect(calls).toBe(0);
  });

  it('hear no more of each other once destroyed', async () => {
    const tab = shared();
    const [one, two] = [open(tab()), open(tab())];
    await Promise.all([one.sync(), two.sync()]);
    two.destroy();
    await one.adopt(now());
    await settle();
    expect(two.getSession()).toEqual({ status: 'signedOut' });
  });
});

it('goes on with what memory holds when a store of the app’s own fails to read', async () => {
  let broken = false;
  const flaky: SessionStorage = {
    ...storage,
    read: () => (broken ? Promise.reject(new Error('gone')) : storage.read()),
  };
  const page = open(flaky);
  await page.adopt(now());
  broken = true;
  expect(await page.sync()).toMatchObject({ sub: 'sub-a' });
  expect(page.getSession()).toMatchObject({ status: 'signedIn' });
  expect(await page.end(), 'and a sign-out wipes it').toMatchObject([{ sub: 'sub-a' }]);
  expect(await storage.read()).toBeUndefined();
  const fresh = open(flaky);
  await fresh.sync();
  expect(fresh.getSession()).toEqual({ status: 'signedOut' });
});
