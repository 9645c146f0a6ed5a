/** Proves when getTokens refreshes, which failures keep the session, and which end it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { neverReply, offline, refuseWith, replyWith } from '../support/network.ts';
import { createBrowser, type Browser } from '../support/browser.ts';

const REFRESH = 'GetTokensFromRefreshToken';
const HOUR = 3_600_000;
let browser: Browser;

beforeEach(() => {
  browser = createBrowser();
});

/** Opens a page where ada is signed in with expired tokens. */
const openWithExpiredTokens = async () => {
  const page = browser.open();
  await browser.signIn(page);
  browser.clock.set(browser.clock.now() + HOUR);
  return page;
};

describe('getTokens', () => {
  it('getTokens returns the stored tokens after a reload, without a refresh while they are valid', async () => {
    const page = browser.open();
    expect(await page.getTokens()).toBeUndefined();
    await browser.signIn(page);
    const tokens = await page.getTokens();
    const reloaded = browser.open();
    expect(await reloaded.ready()).toMatchObject({ status: 'signedIn', username: 'ada' });
    expect(await reloaded.getTokens()).toEqual(tokens);
    expect(browser.count(REFRESH)).toBe(0);
  });

  it('fault 25 (callers): a hundred callers send one refresh', async () => {
    const page = await openWithExpiredTokens();
    const all = await Promise.all(Array.from({ length: 100 }, () => page.getTokens()));
    expect(browser.count(REFRESH)).toBe(1);
    expect(new Set(all.map((tokens) => tokens?.accessToken)).size).toBe(1);
  });

  it('getTokens refreshes a minute before the expiry, and on demand', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const first = await page.getTokens();
    browser.clock.set(browser.clock.now() + HOUR - 61_000);
    expect(await page.getTokens()).toEqual(first);
    browser.clock.set(browser.clock.now() + 2_000);
    const second = await page.getTokens();
    expect(second?.accessToken).not.toBe(first?.accessToken);
    browser.clock.set(browser.clock.now() + 1_000);
    expect((await page.getTokens({ refresh: true }))?.accessToken).not.toBe(second?.accessToken);
    expect(browser.count(REFRESH)).toBe(2);
  });

  it('fault 19 (sleep): getTokens refreshes before use after ten hours of sleep', async () => {
    const page = browser.open();
    await browser.signIn(page);
    browser.clock.set(browser.clock.now() + 10 * HOUR);
    const tokens = await page.getTokens();
    const { exp } = JSON.parse(atob(tokens?.accessToken.split('.')[1] ?? '')) as { exp: number };
    expect(exp * 1000).toBeGreaterThan(browser.clock.now());
  });

  it('fault 18 (clock jump): a jump of the clock costs one refresh at most', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const device = browser.open({
      clock: {
        now: () => browser.clock.now() + 5 * HOUR,
        after: (ms, callback) => browser.clock.after(ms, callback),
      },
    });
    await device.getTokens();
    await device.getTokens();
    expect(browser.count(REFRESH)).toBe(1);
    expect(Math.round(device.systemClockOffset() / HOUR)).toBe(-5);
  });

  it('fault 45 (no new refresh token): the refresh token stays if a reply brings none', async () => {
    const page = await openWithExpiredTokens();
    const before = browser.localItems.get(
      [...browser.localItems.keys()].find((key) => key.endsWith('.session'))!,
    )!;
    const after = await page.getTokens();
    expect(before).toContain(after!.refreshToken);
  });

  it('with rotation, each refresh token is used once', async () => {
    browser = createBrowser({
      client: { refreshTokenRotation: { status: 'ENABLED', gracePeriod: 0 } },
    });
    const page = browser.open();
    await browser.signIn(page);
    const refreshTokens = new Set([(await page.getTokens())?.refreshToken]);
    for (let turn = 0; turn < 3; turn++) {
      browser.clock.set(browser.clock.now() + HOUR);
      refreshTokens.add((await page.getTokens())?.refreshToken);
    }
    expect(refreshTokens.size).toBe(4);
    expect(page.getSession()).toMatchObject({ status: 'signedIn' });
  });

  it('a caller can abort while the refresh continues for the others', async () => {
    const page = await openWithExpiredTokens();
    const impatient = new AbortController();
    const waiting = page.getTokens({ signal: impatient.signal });
    const patient = page.getTokens();
    impatient.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    expect(await patient).toBeDefined();
    expect(browser.count(REFRESH)).toBe(1);
  });
});

describe('failures that keep the session', () => {
  it.each([
    ['fault 1 (offline): a refresh without a connection keeps the session', offline, 'network'],
    [
      'fault 4 (captive portal): an HTML reply keeps the session',
      replyWith(200, '<html>Log in to Wi-Fi</html>'),
      'server',
    ],
    [
      'fault 4 (cut reply): an incomplete JSON reply keeps the session',
      replyWith(200, '{"AuthenticationRes'),
      'server',
    ],
    ['fault 7 (firewall): a 403 reply keeps the session', replyWith(403, '<html>Forbidden</html>'), 'server'],
    [
      'fault 41 (5xx): a 500 reply keeps the session',
      replyWith(500, { __type: 'InternalErrorException', message: '' }),
      'server',
    ],
    ['fault 41 (5xx): a 503 reply without a body keeps the session', replyWith(503, ''), 'server'],
    [
      'fault 44 (unusable reply): a reply with one of the tokens keeps the session',
      replyWith(200, { AuthenticationResult: { AccessToken: 'a.b.c' } }),
      'protocol',
    ],
  ])('%s', async (name, interception, kind) => {
    const page = await openWithExpiredTokens();
    browser.intercept(REFRESH, interception);
    await expect(page.getTokens()).rejects.toMatchObject({ name: 'CognitoError', kind });
    expect(page.getSession()).toMatchObject({ status: 'signedIn' });
    browser.intercept(REFRESH, undefined);
    expect(await page.getTokens()).toBeDefined();
  });

  it('fault 5 (timeout): a refresh without a reply is given up after 8 seconds', async () => {
    const page = await openWithExpiredTokens();
    browser.intercept(REFRESH, neverReply);
    const waiting = page.getTokens();
    const refused = expect(waiting).rejects.toMatchObject({ kind: 'timeout' });
    await browser.clock.advance(8_000);
    await refused;
    browser.intercept(REFRESH, undefined);
    expect(await page.getTokens()).toBeDefined();
  });

  it('fault 39 (throttling): a throttled refresh is tried three times and keeps the session', async () => {
    const page = await openWithExpiredTokens();
    browser.intercept(REFRESH, refuseWith('TooManyRequestsException'));
    const refused = expect(page.getTokens()).rejects.toMatchObject({ kind: 'throttled' });
    await browser.clock.advance(10_000);
    await refused;
    expect(browser.count(REFRESH)).toBe(3);
    expect(page.getSession()).toMatchObject({ status: 'signedIn' });
  });

  it('valid tokens are returned if their refresh fails', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const tokens = await page.getTokens();
    browser.clock.set(browser.clock.now() + HOUR - 30_000);
    browser.intercept(REFRESH, offline);
    expect(await page.getTokens()).toEqual(tokens);
    await expect(page.getTokens({ refresh: true })).resolves.toEqual(tokens);
  });
});

describe('failures that end the session', () => {
  it.each([
    'NotAuthorizedException',
    'RefreshTokenReuseException',
    'PasswordResetRequiredException',
    'UserNotFoundException',
    'UserNotConfirmedException',
  ])('fault 42 (user disabled): %s at a refresh ends the session', async (type) => {
    const page = await openWithExpiredTokens();
    browser.intercept(REFRESH, refuseWith(type));
    const changes: string[] = [];
    page.subscribe(() => changes.push(page.getSession().status));
    await expect(page.getTokens()).rejects.toMatchObject({
      kind: 'session',
      code: 'SessionEnded',
      cause: { code: type },
    });
    expect(changes).toEqual(['signedOut']);
    expect(await page.getTokens()).toBeUndefined();
    expect([...browser.localItems.keys()].filter((key) => key.endsWith('.session'))).toEqual([]);
    expect(await browser.open().ready()).toEqual({ status: 'signedOut' });
  });

  it('fault 43 (global sign-out): a sign-out everywhere on another device ends the session', async () => {
    const [page, otherDevice] = [browser.open(), browser.open({ storage: 'memory' })];
    await browser.signIn(page);
    await browser.signIn(otherDevice);
    await otherDevice.signOut({ everywhere: true });
    browser.clock.set(browser.clock.now() + HOUR);
    await expect(page.getTokens()).rejects.toMatchObject({ code: 'SessionEnded' });
    expect(page.getSession()).toEqual({ status: 'signedOut' });
  });

  it('fault 68 (another sub): a refresh with another sub ends the session', async () => {
    const page = await openWithExpiredTokens();
    browser.intercept(REFRESH, async (send) => {
      const reply = (await (await send()).json()) as { AuthenticationResult: Record<string, string> };
      const swap = (token = '') => {
        const [head, body = '', tail] = token.split('.');
        const other = { ...(JSON.parse(atob(body)) as object), sub: 'another-user' };
        return [head, Buffer.from(JSON.stringify(other)).toString('base64url'), tail].join('.');
      };
      const { IdToken, AccessToken } = reply.AuthenticationResult;
      return Response.json({
        AuthenticationResult: {
          ...reply.AuthenticationResult,
          IdToken: swap(IdToken),
          AccessToken: swap(AccessToken),
        },
      });
    });
    await expect(page.getTokens()).rejects.toMatchObject({ code: 'SessionEnded' });
    expect(page.getSession()).toEqual({ status: 'signedOut' });
  });
});
