/** Tests many tabs of one browser on one session: the requests they send, the state they show, and the store after a crash. */
import type { Page } from './support/fixtures.ts';
import { advanceDeviceClock, expect, openTab, signIn, test, type Tab } from './support/tab-site.ts';
import { bea } from '../support/users.ts';

const REFRESH = 'GetTokensFromRefreshToken';
const KEYS = 'GetCredentialsForIdentity';
const HOUR = 3_600;

const main = (page: Page) => page.locator('main');
/** Returns when the tab last began to show a text, by the device's clock. Infinity if it never did. */
const timeShown = (page: Page, text: string) =>
  page.evaluate(
    (wanted) =>
      (globalThis as unknown as Tab).shown.findLast((entry) => entry.text === wanted)?.shownAt ?? Infinity,
    text,
  );
/** Asks for tokens and credentials fifty times at once, and returns the distinct replies. */
const askFiftyTimes = (page: Page) =>
  page.evaluate(async () => {
    const { cognito } = globalThis as unknown as Tab;
    const all = await Promise.all(
      Array.from({ length: 50 }, () => Promise.all([cognito.getTokens(), cognito.credentials()])),
    );
    return {
      tokens: [...new Set(all.map(([tokens]) => tokens?.accessToken))],
      keys: [...new Set(all.map(([, { accessKeyId }]) => accessKeyId))],
    };
  });

for (const [fault, query] of [
  ['faults 25 and 26 (callers, tabs): with Web Locks', ''],
  ['fault 28 (no Web Locks): with a lease', '?unlocked'],
] as const) {
  test(`${fault}, ten tabs with fifty callers each refresh once and get credentials once`, async ({
    context,
    site,
    aws,
  }) => {
    const pages = await Promise.all(Array.from({ length: 10 }, () => openTab(context, site + query)));
    await signIn(pages[0]!);
    await Promise.all(pages.map((page) => expect(main(page)).toHaveText('private page of ada')));

    aws.clock.advance(HOUR);
    await advanceDeviceClock(pages[0]!, HOUR);
    // Delays replies so that every tab asks before the first reply. Each rule counts the requests that it delayed.
    const rules = [REFRESH, 'GetId', KEYS].map((operation) =>
      aws.faults.add({ kind: 'latency', milliseconds: 500, operation }),
    );
    const all = await Promise.all(pages.map(askFiftyTimes));
    const counts = new Map(aws.faults.list().map(({ id, met: count }) => [id, count]));
    expect(rules.map(({ id }) => counts.get(id))).toEqual([1, 1, 1]);
    expect(new Set(all.flatMap(({ tokens }) => tokens)).size).toBe(1);
    expect(new Set(all.flatMap(({ keys }) => keys)).size).toBe(1);
  });
}

test('fault 32 (tabs): every tab shows a sign-in, a switch of user and a sign-out within a second', async ({
  context,
  site,
}) => {
  const pages = await Promise.all(Array.from({ length: 5 }, () => openTab(context, site)));
  const now = (page: Page) => page.evaluate(() => Date.now());
  for (const [act, text] of [
    [() => signIn(pages[1]!), 'private page of ada'],
    [() => signIn(pages[2]!, bea), 'private page of bea'],
    [() => pages[3]!.evaluate(() => (globalThis as unknown as Tab).cognito.signOut()), 'signedOut'],
  ] as const) {
    await act();
    const done = await now(pages[0]!);
    await Promise.all(pages.map((page) => expect(main(page)).toHaveText(text)));
    for (const page of pages) expect((await timeShown(page, text)) - done).toBeLessThan(1_000);
  }
});

test('tabs: their messages to each other contain no token and no user name', async ({ context, site }) => {
  const [one, other] = [await openTab(context, site), await openTab(context, site)];
  await other.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(globalThis, { heard });
    addEventListener('storage', ({ key, newValue }) => heard.push([key, newValue]));
    const { clientId } = (globalThis as unknown as Tab).cognito.config;
    for (const record of ['session', 'browser', 'lease']) {
      const channel = new BroadcastChannel(`cognito-kit.${clientId}.${record}`);
      channel.addEventListener('message', ({ data }) => heard.push(data));
    }
  });
  await signIn(one);
  const secrets = await one.evaluate(async () => {
    const { cognito } = globalThis as unknown as Tab;
    const tokens = (await cognito.getTokens({ refresh: true }))!;
    const { secretAccessKey, sessionToken, identityId } = await cognito.credentials();
    return [...Object.values(tokens), secretAccessKey, sessionToken, identityId, 'ada'];
  });
  await expect(main(other)).toHaveText('private page of ada');
  const heard = await other.evaluate(() =>
    JSON.stringify((globalThis as unknown as { heard: unknown }).heard),
  );
  // Makes sure that a message was received at all: without one, the next expectation would pass for nothing.
  expect(heard).toMatch(/"epoch":"[0-9a-f]{32}"/);
  for (const secret of secrets) expect(heard).not.toContain(secret);
});

test('fault 12 (crash in mid-write): a crashed tab leaves the old tokens or the new ones, and other tabs keep the session', async ({
  context,
  site,
}) => {
  const survivor = await openTab(context, site);
  await signIn(survivor);
  for (let delay = 0; delay < 60; delay += 12) {
    const doomed = await openTab(context, site);
    const cdp = await context.newCDPSession(doomed);
    const answered = doomed.waitForResponse((response) =>
      Boolean(response.request().headers()['x-amz-target']?.endsWith(REFRESH)),
    );
    doomed
      .evaluate(() => (globalThis as unknown as Tab).cognito.getTokens({ refresh: true }))
      .catch(() => undefined);
    await answered;
    // Crashes at a different point each time: during encryption, in the transaction, or after it.
    await new Promise((resolve) => setTimeout(resolve, delay));
    const crashed = doomed.waitForEvent('crash');
    // The command never resolves, because the page that would answer is gone.
    cdp.send('Page.crash').catch(() => undefined);
    await crashed;
    await doomed.close();
    await expect(main(survivor)).toHaveText('private page of ada');
    const newTab = await openTab(context, site);
    await expect(main(newTab)).toHaveText('private page of ada');
    // The stored tokens are complete: the service accepts the refresh token.
    const [one, two] = await Promise.all(
      [survivor, newTab].map((page) =>
        page.evaluate(() => (globalThis as unknown as Tab).cognito.getTokens({ refresh: true })),
      ),
    );
    expect(one?.refreshToken).toBe(two?.refreshToken);
    await newTab.close();
  }
});

test('fault 1 (offline): the session survives offline and refreshes by itself once online', async ({
  context,
  site,
  aws,
  failures,
}) => {
  failures.expect(/ERR_INTERNET_DISCONNECTED/);
  const page = await openTab(context, site);
  await signIn(page);
  aws.clock.advance(HOUR);
  await advanceDeviceClock(page, HOUR);
  await context.setOffline(true);
  const kind = await page.evaluate(() =>
    (globalThis as unknown as Tab).cognito.getTokens().catch((error: { kind: string }) => error.kind),
  );
  expect(kind).toBe('network');
  await expect(main(page)).toHaveText('private page of ada');

  const { id } = aws.faults.add({ kind: 'latency', milliseconds: 1, operation: REFRESH });
  const met = () => aws.faults.list().find((rule) => rule.id === id)?.met;
  await context.setOffline(false);
  await expect.poll(met).toBe(1);
  await page.evaluate(() => (globalThis as unknown as Tab).cognito.getTokens());
  expect(met()).toBe(1);
});
