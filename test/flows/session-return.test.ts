/**
 * Proves that a page which was offline, asleep, hidden or in the back-forward cache shows the right session
 * when it returns.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Cognito } from '../../src/client/cognito.ts';
import { settle } from '../support/fake-clock.ts';
import { createBrowser, type Browser } from '../support/browser.ts';
import { offline } from '../support/network.ts';
import { ada, bea } from '../support/users.ts';

const REFRESH = 'GetTokensFromRefreshToken';
const HOUR = 3_600_000;
let browser: Browser;

/** Opens a page that gets no storage events, and the window events that `dispatch` sends. */
const open = (config: Parameters<Browser['open']>[0] = {}) => {
  const events = new EventTarget();
  const page = browser.open({
    storage: 'local',
    window: {
      localStorage: browser.localStorage,
      addEventListener: events.addEventListener.bind(events),
      removeEventListener: events.removeEventListener.bind(events),
      document: { visibilityState: 'visible' },
    },
    ...config,
  });
  const dispatch = async (type: string, more: object = {}) => {
    events.dispatchEvent(Object.assign(new Event(type), more));
    await settle();
  };
  return { page, dispatch };
};
const advanceHours = (count: number) => browser.clock.set(browser.clock.now() + count * HOUR);
const statusOf = (page: Cognito) => {
  return page.getSession().status;
};

beforeEach(() => {
  browser = createBrowser();
});

describe('a page that returns', () => {
  it('fault 1 (offline): a failed refresh keeps the session, and the event online refreshes it', async () => {
    const { page, dispatch } = open();
    await browser.signIn(page);
    advanceHours(1);
    browser.intercept(REFRESH, offline);
    await expect(page.getTokens()).rejects.toMatchObject({ kind: 'network' });
    expect(statusOf(page)).toBe('signedIn');
    browser.intercept(REFRESH, undefined);
    browser.sent.length = 0;
    await dispatch('online');
    expect(browser.sent).toEqual([REFRESH]);
    expect(await page.getTokens()).toBeDefined();
    expect(browser.sent).toEqual([REFRESH]);
  });

  it('fault 1 (offline): ten tabs that are online again refresh once', async () => {
    const pages = Array.from({ length: 10 }, () => open());
    await browser.signIn(pages[0]!.page);
    advanceHours(1);
    browser.sent.length = 0;
    await Promise.all(pages.map(({ dispatch }) => dispatch('online')));
    const all = await Promise.all(pages.map(({ page }) => page.getTokens()));
    expect(browser.sent).toEqual([REFRESH]);
    expect(new Set(all.map((tokens) => tokens?.accessToken)).size).toBe(1);
  });

  it('fault 19 (sleep): a page that wakes after ten hours refreshes before its first call', async () => {
    const { page, dispatch } = open();
    await browser.signIn(page);
    advanceHours(10);
    browser.sent.length = 0;
    await dispatch('visibilitychange');
    expect(browser.sent).toEqual([REFRESH]);
    await page.getTokens();
    expect(browser.sent).toEqual([REFRESH]);
  });

  it.each([
    ['online', {}],
    ['visibilitychange', {}],
    ['pageshow', { persisted: true }],
  ])('the event %s sends nothing while the tokens are valid', async (type, more) => {
    const { page, dispatch } = open();
    await browser.signIn(page);
    browser.sent.length = 0;
    await dispatch(type, more);
    expect(browser.sent).toEqual([]);
  });

  it('the event online sends nothing for a guest', async () => {
    const { page, dispatch } = open({ guest: true });
    await page.ready();
    await dispatch('online');
    expect(browser.sent).toEqual([]);
    expect(statusOf(page)).toBe('guest');
  });

  it('fault 36 (back-forward cache): a page that returns after a sign-out elsewhere is signed out', async () => {
    const { page, dispatch } = open();
    const { page: other } = open();
    await browser.signIn(page);
    const { accessToken } = (await page.getTokens())!;
    const signal = page.authSignal();
    await other.signOut();
    await settle();
    expect(statusOf(page), 'it was not notified').toBe('signedIn');
    browser.sent.length = 0;
    await dispatch('pageshow', { persisted: true });
    expect(statusOf(page)).toBe('signedOut');
    expect(signal.aborted).toBe(true);
    expect(await page.getTokens()).toBeUndefined();
    expect(browser.sent).toEqual([]);
    expect(JSON.stringify([...browser.localItems])).not.toContain(accessToken);
  });

  it('fault 36 (back-forward cache): a page that returns after a switch of user shows the new user', async () => {
    browser = createBrowser({
      users: [ada, bea],
    });
    const { page, dispatch } = open();
    await browser.signIn(page, 'ada');
    await browser.signIn(open().page, 'bea');
    await dispatch('pageshow', { persisted: true });
    expect(page.getSession()).toMatchObject({ status: 'signedIn', username: 'bea' });
  });

  it('a destroyed client sends nothing', async () => {
    const { page, dispatch } = open();
    await browser.signIn(page);
    advanceHours(1);
    page.destroy();
    browser.sent.length = 0;
    await dispatch('online');
    expect(browser.sent).toEqual([]);
  });
});
