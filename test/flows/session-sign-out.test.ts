/** Proves that a sign-out ends the session in each tab and store, and that late refreshes do not bring it back. */
import { beforeEach, describe, expect, it } from 'vitest';
import { settle } from '../support/fake-clock.ts';
import { createFakeLocks, noLocks } from '../support/fake-locks.ts';
import { createBrowser, type Browser } from '../support/browser.ts';
import { delay, neverReply, offline } from '../support/network.ts';
import { ada, bea } from '../support/users.ts';

const REFRESH = 'GetTokensFromRefreshToken';
const HOUR = 3_600_000;
let browser: Browser;

const stored = (record: string) => [...browser.localItems].find(([key]) => key.endsWith(`.${record}`))?.[1];

beforeEach(() => {
  browser = createBrowser();
});

describe('signOut', () => {
  it('signOut deletes the session and revokes the refresh token', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const tokens = (await page.getTokens())!;
    await page.signOut();
    expect(page.getSession()).toEqual({ status: 'signedOut' });
    expect(await page.getTokens()).toBeUndefined();
    expect(stored('session')).toBeUndefined();
    await settle();
    expect(browser.count('RevokeToken')).toBe(1);

    // Cognito refuses the refresh token of another device, too.
    const otherHolder = browser.open({ storage: 'memory' });
    await otherHolder.adoptTokens(tokens);
    await expect(otherHolder.getTokens({ refresh: true })).rejects.toMatchObject({ code: 'SessionEnded' });
  });

  it('fault 88 (offline sign-out): signOut works offline and leaves no token in the store', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const { idToken, accessToken, refreshToken } = (await page.getTokens())!;
    browser.intercept('RevokeToken', offline);
    await page.signOut();
    expect(page.getSession()).toEqual({ status: 'signedOut' });
    const stores = JSON.stringify([...browser.localItems]);
    for (const secret of [idToken, accessToken, refreshToken]) expect(stores).not.toContain(secret);
    expect(await browser.open().ready()).toEqual({ status: 'signedOut' });
  });

  it('fault 88 (offline sign-out): signOut does not wait for a service without a reply', async () => {
    const page = browser.open();
    await browser.signIn(page);
    browser.intercept('RevokeToken', neverReply);
    await page.signOut();
    expect(page.getSession()).toEqual({ status: 'signedOut' });
  });

  it('signOut works before the store has been read', async () => {
    await browser.signIn(browser.open());
    const reloaded = browser.open();
    await reloaded.signOut();
    expect(await reloaded.ready()).toEqual({ status: 'signedOut' });
    expect(stored('session')).toBeUndefined();
    await settle();
    expect(browser.count('RevokeToken')).toBe(1);
  });

  it("signOut with everywhere ends other devices' sessions, with an expired access token too", async () => {
    const [page, otherDevice] = [browser.open(), browser.open({ storage: 'memory' })];
    await browser.signIn(page);
    await browser.signIn(otherDevice);
    browser.clock.set(browser.clock.now() + 2 * HOUR);
    await page.signOut({ everywhere: true });
    await expect(otherDevice.getTokens()).rejects.toMatchObject({ code: 'SessionEnded' });
  });

  it('signOut with everywhere fails if the service is unreachable, and this device is signed out anyway', async () => {
    const page = browser.open();
    await browser.signIn(page);
    browser.intercept('GlobalSignOut', offline);
    await expect(page.signOut({ everywhere: true })).rejects.toMatchObject({ kind: 'network' });
    expect(page.getSession()).toEqual({ status: 'signedOut' });
    expect(stored('session')).toBeUndefined();
  });

  it('the user name outlives signOut and is deleted by forgetBrowser', async () => {
    const page = browser.open();
    await browser.signIn(page);
    await page.signOut();
    expect(await browser.open().rememberedUsername()).toBe('ada');
    await page.forgetBrowser();
    expect(await browser.open().rememberedUsername()).toBeUndefined();
    expect([...browser.localItems.keys()]).toEqual([]);
  });
});

describe('a late refresh', () => {
  it('fault 29 (sign-out during a refresh): the tokens are dropped, and their refresh token is revoked', async () => {
    browser = createBrowser({ client: { refreshTokenRotation: { status: 'ENABLED', gracePeriod: 60 } } });
    const page = browser.open();
    await browser.signIn(page);
    const revoked: string[] = [];
    browser.intercept('RevokeToken', async (send) => {
      revoked.push('one');
      return send();
    });
    const { release, interception } = delay();
    browser.intercept(REFRESH, interception);
    const waiting = page.getTokens({ refresh: true });
    const superseded = expect(waiting).rejects.toMatchObject({ kind: 'aborted', code: 'Superseded' });
    await settle();
    await page.signOut();
    release();
    await superseded;
    await settle();
    expect(page.getSession()).toEqual({ status: 'signedOut' });
    expect(stored('session')).toBeUndefined();
    // The token of the session, and the token that the late reply brought.
    expect(revoked.length).toBe(2);
  });

  it('fault 30 (user switch): a refresh for user A that ends after the sign-in of B is dropped', async () => {
    browser = createBrowser({
      users: [ada, bea],
    });
    const page = browser.open();
    await browser.signIn(page, 'ada');
    const { release, interception } = delay();
    browser.intercept(REFRESH, interception);
    const superseded = expect(page.getTokens({ refresh: true })).rejects.toMatchObject({
      code: 'Superseded',
    });
    await settle();
    await browser.signIn(page, 'bea');
    release();
    await superseded;
    expect(page.getSession()).toMatchObject({ status: 'signedIn', username: 'bea' });
    expect(JSON.parse(stored('session')!)).toMatchObject({
      sub:
        page.getSession().status === 'signedIn' &&
        ((await page.ready()) as { claims: { sub: string } }).claims.sub,
    });
  });
});

describe('a refresh that fails late', () => {
  it('fault 30 (user switch): a refresh for user A that fails after another tab signed in B returns no tokens', async () => {
    browser = createBrowser({
      users: [ada, bea],
    });
    const [one, two] = [browser.open(), browser.open()];
    await browser.signIn(one, 'ada');
    await settle();
    browser.intercept(REFRESH, neverReply);
    // A's tokens are valid for another hour: without B they would be returned.
    const late = expect(two.getTokens({ refresh: true })).rejects.toMatchObject({ code: 'Superseded' });
    await settle();
    await browser.signIn(one, 'bea');
    await browser.clock.advance(8_000);
    await late;
    expect(await two.getTokens()).toEqual(await one.getTokens());
  });

  it('fault 29 (sign-out during a refresh): tokens that the app adopts during their refresh are not revoked', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const tokens = (await page.getTokens())!;
    const { release, interception } = delay();
    browser.intercept(REFRESH, interception);
    const superseded = expect(page.getTokens({ refresh: true })).rejects.toMatchObject({
      code: 'Superseded',
    });
    await settle();
    await page.adoptTokens(tokens);
    release();
    await superseded;
    await settle();
    expect(browser.count('RevokeToken')).toBe(0);
    browser.intercept(REFRESH, undefined);
    expect(await page.getTokens({ refresh: true })).toBeDefined();
  });
});

describe('two tabs', () => {
  beforeEach(() => {
    browser = createBrowser({
      users: [ada, bea],
    });
  });

  it('a sign-out in one tab signs out the other one', async () => {
    const [one, two] = [browser.open(), browser.open()];
    await browser.signIn(one);
    await settle();
    expect(two.getSession()).toMatchObject({ status: 'signedIn', username: 'ada' });
    await two.signOut();
    await settle();
    expect(one.getSession()).toEqual({ status: 'signedOut' });
  });

  it("fault 32 (other tab): a tab that missed a switch of user uses the new user's tokens", async () => {
    const one = browser.open();
    const two = browser.open();
    const uninformed = browser.open({ window: { localStorage: browser.localStorage } });
    await browser.signIn(one, 'ada');
    expect(await uninformed.getTokens()).toEqual(await one.getTokens());
    await browser.signIn(two, 'bea');
    expect(uninformed.getSession()).toMatchObject({ username: 'ada' });
    expect(await uninformed.getTokens()).toEqual(await two.getTokens());
    expect(uninformed.getSession()).toMatchObject({ username: 'bea' });
  });

  it('fault 33 (stale tab): a tab with a used refresh token uses the tokens of the other tab', async () => {
    browser = createBrowser({ client: { refreshTokenRotation: { status: 'ENABLED', gracePeriod: 0 } } });
    const [one, two] = [browser.open({ locks: noLocks }), browser.open({ locks: noLocks })];
    await browser.signIn(one);
    await settle();
    browser.clock.set(browser.clock.now() + HOUR);
    const { release, interception } = delay('request');
    browser.interceptOnce(REFRESH, interception);
    // Both tabs have the same refresh token; the delayed request finds it used.
    const late = one.getTokens();
    await settle();
    const tokens = await two.getTokens();
    release();
    expect(await late).toEqual(tokens);
    expect(one.getSession()).toMatchObject({ status: 'signedIn' });
  });

  it('fault 26 (tabs): ten tabs refresh once under a Web Lock', async () => {
    const pages = Array.from({ length: 10 }, () => browser.open());
    await browser.signIn(pages[0]!);
    await settle();
    browser.clock.set(browser.clock.now() + HOUR);
    const all = await Promise.all(pages.map((page) => page.getTokens()));
    expect(browser.count(REFRESH)).toBe(1);
    expect(new Set(all.map((tokens) => tokens?.accessToken)).size).toBe(1);
  });

  it('fault 27 (frozen tab): a tab that is frozen with the lock delays the others by 12 seconds at most', async () => {
    const { locks, freeze } = createFakeLocks();
    const page = browser.open({ locks });
    await browser.signIn(page);
    freeze();
    browser.clock.set(browser.clock.now() + HOUR);
    let done = false;
    const waiting = page.getTokens().finally(() => (done = true));
    await browser.clock.advance(11_000);
    expect(done).toBe(false);
    await browser.clock.advance(1_500);
    expect(await waiting).toBeDefined();
  });
});

describe('a store that throws', () => {
  it('faults 8 and 9 (quota, private mode): the session lives in memory and persistence is degraded', async () => {
    const page = browser.open({
      window: {
        get localStorage(): Storage {
          throw new DOMException('denied', 'SecurityError');
        },
      },
    });
    await browser.signIn(page);
    expect(page.persistence()).toBe('degraded');
    expect(page.getSession()).toMatchObject({ status: 'signedIn' });
    expect(await page.getTokens()).toBeDefined();
    await page.signOut();
    expect(page.getSession()).toEqual({ status: 'signedOut' });
  });
});

it('fault 17 (wrong clock): a device whose clock is a day off signs in and refreshes once an hour', async () => {
  for (const days of [1, -1]) {
    browser = createBrowser({ deviceOffset: days * 24 * HOUR });
    const page = browser.open();
    await browser.signIn(page);
    expect(page.systemClockOffset()).toBeCloseTo(-days * 24 * HOUR, -4);
    await page.getTokens();
    expect(browser.count(REFRESH)).toBe(0);
    browser.clock.set(browser.clock.now() + HOUR);
    await page.getTokens();
    await page.getTokens();
    expect(browser.count(REFRESH)).toBe(1);
  }
});
