/** Proves that several tabs of one browser share one session, with Web Locks and without. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Cognito } from '../../src/client/cognito.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { settle } from '../support/fake-clock.ts';
import { refusedLocks } from '../support/fake-locks.ts';
import { createBrowser, type Browser } from '../support/browser.ts';
import { loseReply, neverReply } from '../support/network.ts';
import { ada, bea } from '../support/users.ts';
import { webStorage } from '../support/web-storage.ts';

const REFRESH = 'GetTokensFromRefreshToken';
const KEYS = 'GetCredentialsForIdentity';
const HOUR = 3_600_000;
const users = [ada, bea];
const rotating = (gracePeriod: number) => ({
  client: { refreshTokenRotation: { status: 'ENABLED' as const, gracePeriod } },
});
let browser: Browser;

const advance = (milliseconds: number) => browser.clock.set(browser.clock.now() + milliseconds);
/** Moves the clock whenever the work waits for it, until the work is done. */
const whileTimePasses = async <Result>(work: Promise<Result>): Promise<Result> => {
  const state = { done: false };
  const finished = work.finally(() => (state.done = true));
  finished.catch(() => undefined);
  for (await browser.idle(); !state.done; await browser.idle()) await browser.clock.advance(100);
  return finished;
};
/** Opens a page that dies at its next request after `doom`: no later request or timer is answered. */
const openMortal = () => {
  let fate: 'none' | 'doomed' | 'dead' = 'none';
  const page = browser.open({
    locks: undefined,
    clock: {
      now: () => browser.clock.now(),
      after: (milliseconds, callback) =>
        browser.clock.after(milliseconds, () => fate === 'dead' || callback()),
    },
    async fetch(url, init) {
      if (fate === 'doomed') fate = 'dead';
      return fate === 'dead' ? new Promise(() => {}) : browser.aws.fetch(url, init);
    },
  });
  return { page, doom: () => void (fate = 'doomed'), dead: () => fate === 'dead' };
};
/** Simulates a tab that died while it had the lease. */
const leaveLease = async () => {
  const { page, doom, dead } = openMortal();
  await browser.signIn(page);
  advance(HOUR);
  doom();
  page.getTokens().catch(() => undefined);
  await browser.idle();
  expect(dead()).toBe(true);
};

// Loading a chunk takes real time, in which the fake clock must not advance, so all chunks are loaded before.
beforeAll(async () => {
  browser = createBrowser({ users });
  const page = browser.open({ locks: undefined });
  await browser.signIn(page);
  await page.getTokens({ refresh: true });
  await page.credentials();
});
beforeEach(() => {
  browser = createBrowser({ users });
});

describe.each([
  ['tabs with Web Locks', {}],
  ['fault 28 (no Web Locks): tabs without Web Locks', { locks: undefined }],
  ['fault 28 (no Web Locks): tabs whose Web Locks are refused', { locks: refusedLocks }],
])('%s', (name, config) => {
  it.each([
    ['refresh tokens that stay', {}],
    ['refresh tokens that work once', rotating(0)],
  ])('fault 26 (tabs): ten tabs with fifty callers each refresh once (%s)', async (kind, client) => {
    browser = createBrowser({ users, ...client });
    const pages = Array.from({ length: 10 }, () => browser.open(config));
    await browser.signIn(pages[0]!);
    await settle();
    advance(HOUR);
    browser.sent.length = 0;
    const all = await whileTimePasses(
      Promise.all(
        pages.flatMap((page) =>
          Array.from({ length: 50 }, () => Promise.all([page.getTokens(), page.credentials()])),
        ),
      ),
    );
    expect(browser.sent).toEqual([REFRESH, 'GetId', KEYS]);
    expect(new Set(all.map(([tokens]) => tokens?.refreshToken)).size).toBe(1);
    expect(new Set(all.map(([, { accessKeyId }]) => accessKeyId)).size).toBe(1);
  });

  it('fault 35 (client destroyed): a client destroyed during its refresh does not block the next client', async () => {
    browser = createBrowser({ users, ...rotating(0) });
    const old = browser.open(config);
    await browser.signIn(old);
    advance(HOUR);
    browser.sent.length = 0;
    const oldTokens = old.getTokens();
    old.destroy();
    const fresh = browser.open(config);
    const tokens = await whileTimePasses(fresh.getTokens());
    expect(tokens).toEqual(await oldTokens);
    expect(browser.sent).toEqual([REFRESH]);
  });

  it('faults 5 and 35 (timeout, client destroyed): a hanging refresh of a destroyed client blocks the next one for 8 seconds at most', async () => {
    const old = browser.open(config);
    await browser.signIn(old);
    advance(HOUR);
    browser.intercept(REFRESH, neverReply);
    old.getTokens().catch(() => undefined);
    await browser.idle();
    old.destroy();
    browser.intercept(REFRESH, undefined);
    const begun = browser.clock.now();
    expect(await whileTimePasses(browser.open(config).getTokens())).toBeDefined();
    expect(browser.clock.now() - begun).toBeLessThan(8_500);
  });
});

describe('tabs without Web Locks', () => {
  it('faults 27 and 28 (frozen tab, no Web Locks): a tab that dies with the lease delays the others by 12 seconds at most', async () => {
    await leaveLease();
    const begun = browser.clock.now();
    const others = Array.from({ length: 3 }, () => browser.open({ locks: undefined }));
    browser.sent.length = 0;
    await whileTimePasses(Promise.all(others.map((page) => page.getTokens())));
    expect(browser.clock.now() - begun).toBeLessThanOrEqual(12_000);
    expect(browser.sent).toEqual([REFRESH]);
  });

  it('signOut does not wait for the lease', async () => {
    await leaveLease();
    const page = browser.open({ locks: undefined });
    await page.signOut();
    expect(page.getSession()).toEqual({ status: 'signedOut' });
  });
});

describe('changes in another tab', () => {
  const status = ({ getSession }: Cognito) => {
    const session = getSession();
    return session.status === 'signedIn' ? session.username : session.status;
  };

  it('fault 32 (other tab): every tab follows a sign-in, a switch of user and a sign-out at once', async () => {
    const pages = Array.from({ length: 10 }, () => browser.open());
    await Promise.all(pages.map((page) => page.ready()));
    for (const [act, expected] of [
      [() => browser.signIn(pages[3]!, 'ada'), 'ada'],
      [() => browser.signIn(pages[7]!, 'bea'), 'bea'],
      [() => pages[0]!.signOut(), 'signedOut'],
    ] as const) {
      await act();
      await settle();
      expect(pages.map(status)).toEqual(pages.map(() => expected));
    }
  });

  it('fault 31 (two sign-ins): of two concurrent sign-ins one remains, the same in every tab', async () => {
    const pages = Array.from({ length: 4 }, () => browser.open());
    await Promise.all([browser.signIn(pages[0]!, 'ada'), browser.signIn(pages[1]!, 'bea')]);
    await settle();
    const names = new Set(pages.map(status));
    expect(names.size).toBe(1);
    const tokens = await Promise.all(pages.map((page) => page.getTokens()));
    expect(new Set(tokens.map((one) => one?.accessToken)).size).toBe(1);
    expect(status(browser.open()), 'not read yet').toBe('loading');
  });

  it('fault 31 (two sign-ins): in one tab, the sign-in that another one overtook fails with Superseded', async () => {
    const [page, other] = [browser.open(), browser.open({ storage: 'memory' })];
    const issued: Awaited<ReturnType<Cognito['getTokens']>>[] = [];
    for (const username of ['ada', 'bea']) {
      await browser.signIn(other, username);
      issued.push(await other.getTokens());
    }
    const [first, second] = issued.map((tokens) => page.adoptTokens(tokens!));
    await expect(first).rejects.toMatchObject({ kind: 'aborted', code: 'Superseded' });
    await second;
    expect(status(page)).toBe('bea');
    expect(await browser.open().ready()).toMatchObject({ username: 'bea' });
  });
});

describe('fault 38 (duplicated tab)', () => {
  it('fault 38 (duplicated tab): a shared store is used by both tabs, and no refresh token is spent twice', async () => {
    browser = createBrowser({ users, ...rotating(0) });
    const first = browser.open();
    await browser.signIn(first);
    const duplicate = browser.open();
    advance(HOUR);
    browser.sent.length = 0;
    const [one, two] = await Promise.all([first.getTokens(), duplicate.getTokens()]);
    expect(one).toEqual(two);
    expect(browser.sent).toEqual([REFRESH]);
  });

  it('fault 38 (duplicated tab): a copied tab session ends cleanly once its refresh token is used, and the first tab continues', async () => {
    browser = createBrowser({ users, ...rotating(0) });
    const stores = [new Map<string, string>(), new Map<string, string>()] as const;
    const openOn = (items: Map<string, string>) =>
      browser.open({ storage: 'session', window: { sessionStorage: webStorage(items) } });
    const first = openOn(stores[0]);
    await browser.signIn(first);
    for (const [key, value] of stores[0]) stores[1].set(key, value);
    const duplicate = openOn(stores[1]);
    expect(await duplicate.ready()).toMatchObject({ username: 'ada' });
    advance(HOUR);
    await first.getTokens();
    await expect(duplicate.getTokens()).rejects.toMatchObject({ code: 'SessionEnded' });
    expect(status(duplicate)).toBe('signedOut');
    expect(await first.getTokens({ refresh: true })).toBeDefined();
    expect(status(first)).toBe('ada');
  });

  it.each([
    ['in sessionStorage', { storage: 'session' }],
    ['with remember false', {}],
  ] as const)(
    'fault 38 (duplicated tab): a sign-out in either tab ends both: a session %s',
    async (_, config) => {
      for (const leaving of [0, 1]) {
        browser = createBrowser({ users, storage: 'vault' });
        const items = new Map<string, string>();
        const first = browser.open(config, items);
        const flow = createSignInFlow(first);
        await flow.start({ ...ada, remember: false });
        const copied = new Map(items);
        expect([...copied.values()].join()).toContain('refreshToken');
        const duplicate = browser.open(config, copied);
        expect(await duplicate.ready()).toMatchObject({ username: 'ada' });
        // Each tab refreshes on its own, so their tokens differ by now.
        advance(HOUR);
        await duplicate.getTokens();
        const pages = [first, duplicate];
        await pages[leaving]!.signOut();
        await settle();
        expect(pages.map(status)).toEqual(['signedOut', 'signedOut']);
        for (const store of [items, copied]) expect([...store.values()].join()).not.toContain('refreshToken');
      }
    },
  );

  it("fault 38 (duplicated tab): a sign-out in a copy that has not read its store ends the first tab's session", async () => {
    browser = createBrowser({ users, storage: 'vault' });
    const items = new Map<string, string>();
    const first = browser.open({ storage: 'session' }, items);
    await browser.signIn(first);
    await browser.open({ storage: 'session' }, new Map(items)).signOut();
    await settle();
    expect(status(first)).toBe('signedOut');
    expect([...items.values()].join()).not.toContain('refreshToken');
  });

  it('fault 38 (duplicated tab): a copy that was refused, or that signs in as another user, leaves the first tab signed in', async () => {
    browser = createBrowser({ users, ...rotating(0), storage: 'vault' });
    const items = new Map<string, string>();
    const first = browser.open({ storage: 'session' }, items);
    await browser.signIn(first);
    const duplicate = browser.open({ storage: 'session' }, new Map(items));
    await duplicate.ready();
    advance(HOUR);
    await first.getTokens();
    await expect(duplicate.getTokens()).rejects.toMatchObject({ code: 'SessionEnded' });
    await settle();
    expect([first, duplicate].map(status)).toEqual(['ada', 'signedOut']);
    await browser.signIn(duplicate, 'bea');
    await duplicate.signOut();
    await settle();
    expect(status(first)).toBe('ada');
  });

  const status = (page: Cognito) => {
    const session = page.getSession();
    return session.status === 'signedIn' ? session.username : session.status;
  };
});

describe('a lost reply to a refresh', () => {
  it('fault 2 (grace period): within the grace period the same refresh token is sent again, and the session continues', async () => {
    browser = createBrowser({ users, ...rotating(60) });
    const page = browser.open();
    await browser.signIn(page);
    advance(HOUR);
    browser.intercept(REFRESH, loseReply);
    await expect(page.getTokens()).rejects.toMatchObject({ kind: 'network' });
    expect(page.getSession()).toMatchObject({ status: 'signedIn' });
    browser.intercept(REFRESH, undefined);
    advance(30_000);
    expect(await page.getTokens()).toBeDefined();
    advance(HOUR);
    expect(await page.getTokens(), 'with the refresh token of the second reply').toBeDefined();
  });

  it('fault 3 (no grace period): the session ends once, in every tab, and no further request is sent', async () => {
    browser = createBrowser({ users, ...rotating(0) });
    const pages = Array.from({ length: 3 }, () => browser.open());
    await browser.signIn(pages[0]!);
    await settle();
    advance(HOUR);
    browser.intercept(REFRESH, loseReply);
    await expect(pages[0]!.getTokens()).rejects.toMatchObject({ kind: 'network' });
    browser.intercept(REFRESH, undefined);
    let ends = 0;
    for (const page of pages) page.subscribe(() => ends++);
    browser.sent.length = 0;
    const all = await Promise.allSettled(pages.map((page) => page.getTokens()));
    expect(all[0]).toMatchObject({
      status: 'rejected',
      reason: { code: 'SessionEnded', cause: { code: 'RefreshTokenReuseException' } },
    });
    await settle();
    await browser.clock.advance(60_000);
    expect(browser.sent).toEqual([REFRESH]);
    expect(ends).toBe(3);
    expect(await Promise.all(pages.map((page) => page.getTokens()))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
