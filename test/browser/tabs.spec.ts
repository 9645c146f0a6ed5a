/** Many tabs of one browser on one session: what is asked of the service, what each shows, what a crash leaves. */
import type { Page } from './harbor.ts';
import { expect, openTab, passOnDevice, signIn, test, type Tab } from './tab-site.ts';

const REFRESH = 'GetTokensFromRefreshToken';
const KEYS = 'GetCredentialsForIdentity';
const HOUR = 3_600;

const main = (page: Page) => page.locator('main');
/** When the tab first showed that, by the device's clock. */
const shownAt = (page: Page, who: string) =>
  page.evaluate(
    (wanted) => (globalThis as unknown as Tab).seen.findLast((one) => one.who === wanted)?.at ?? Infinity,
    who,
  );
/** Fifty callers of tokens and fifty of credentials, all at once. */
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

for (const [way, query] of [
  ['with Web Locks', ''],
  ['fault 28: without Web Locks', '?unlocked'],
] as const) {
  test(`fault 25, 26: ten tabs with fifty callers each refresh once and get keys once, ${way}`, async ({
    context,
    site,
    aws,
  }) => {
    const pages = await Promise.all(Array.from({ length: 10 }, () => openTab(context, site + query)));
    await signIn(pages[0]!);
    await Promise.all(pages.map((page) => expect(main(page)).toHaveText('private page of ada')));

    aws.clock.advance(HOUR);
    await passOnDevice(pages[0]!, HOUR);
    // Slow enough that every tab has asked before the first is answered; and the local AWS counts what each rule met.
    const met = [REFRESH, 'GetId', KEYS].map((operation) =>
      aws.faults.add({ kind: 'latency', milliseconds: 500, operation }),
    );
    const all = await Promise.all(pages.map(askFiftyTimes));
    const counts = new Map(aws.faults.list().map(({ id, met: count }) => [id, count]));
    expect(met.map(({ id }) => counts.get(id))).toEqual([1, 1, 1]);
    expect(new Set(all.flatMap(({ tokens }) => tokens)).size).toBe(1);
    expect(new Set(all.flatMap(({ keys }) => keys)).size).toBe(1);
  });
}

test('fault 32: a sign-in, a change of user and a sign-out are on every tab’s screen within a second', async ({
  context,
  site,
}) => {
  const pages = await Promise.all(Array.from({ length: 5 }, () => openTab(context, site)));
  const now = (page: Page) => page.evaluate(() => Date.now());
  for (const [act, who] of [
    [() => signIn(pages[1]!), 'private page of ada'],
    [() => signIn(pages[2]!, 'bea'), 'private page of bea'],
    [() => pages[3]!.evaluate(() => (globalThis as unknown as Tab).cognito.signOut()), 'signedOut'],
  ] as const) {
    await act();
    const done = await now(pages[0]!);
    await Promise.all(pages.map((page) => expect(main(page)).toHaveText(who)));
    for (const page of pages) expect((await shownAt(page, who)) - done).toBeLessThan(1_000);
  }
});

test('what tabs tell each other holds no token and no name', async ({ context, site }) => {
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
  // Each write was told of: that test would otherwise pass on silence.
  expect(heard).toMatch(/"epoch":"[0-9a-f]{32}"/);
  for (const secret of secrets) expect(heard).not.toContain(secret);
});

test('fault 12: a tab that crashes while it writes leaves the old tokens or the new, and the others go on', async ({
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
    // Somewhere on the way from the answer to the disk: encrypted, in a transaction, or done.
    await new Promise((resolve) => setTimeout(resolve, delay));
    const crashed = doomed.waitForEvent('crash');
    // It never answers: whoever would is gone.
    cdp.send('Page.crash').catch(() => undefined);
    await crashed;
    await doomed.close();
    await expect(main(survivor)).toHaveText('private page of ada');
    const fresh = await openTab(context, site);
    await expect(main(fresh)).toHaveText('private page of ada');
    // What is held is whole: the service renews it.
    const [one, two] = await Promise.all(
      [survivor, fresh].map((page) =>
        page.evaluate(() => (globalThis as unknown as Tab).cognito.getTokens({ refresh: true })),
      ),
    );
    expect(one?.refreshToken).toBe(two?.refreshToken);
    await fresh.close();
  }
});

test('fault 1: offline the session is kept, and online again it is renewed before anybody asks', async ({
  context,
  site,
  aws,
  watched,
}) => {
  watched.expect(/ERR_INTERNET_DISCONNECTED/);
  const page = await openTab(context, site);
  await signIn(page);
  aws.clock.advance(HOUR);
  await passOnDevice(page, HOUR);
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
