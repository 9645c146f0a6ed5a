/** The back-forward cache restores a page as it was left. After a sign-out elsewhere, that page must show nothing private. */
import type { Page } from './support/fixtures.ts';
import { expect, openTab, signIn, test, type Tab } from './support/tab-site.ts';

// Playwright disables the cache by default, because it cannot follow a page that is restored from it.
test.use({
  launchOptions: async ({ launchOptions }, provide) =>
    provide({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
});

/** Makes the tab store its text once it is restored, because Playwright cannot see a page restored from the cache. */
const storeTextOnReturn = (page: Page) =>
  page.evaluate(() =>
    addEventListener('pageshow', ({ persisted }) =>
      (globalThis as unknown as Tab).cognito.subscribe(() =>
        localStorage.setItem('returned', `${persisted} ${document.body.innerText}`),
      ),
    ),
  );
const signOut = (page: Page) => page.evaluate(() => (globalThis as unknown as Tab).cognito.signOut());

test('fault 36 (back-forward cache): a page restored after a sign-out shows nothing private', async ({
  context,
  site,
}) => {
  const page = await openTab(context, site);
  await signIn(page);
  await page.evaluate(() =>
    addEventListener('pagehide', ({ persisted }) => localStorage.setItem('persisted', String(persisted))),
  );
  await storeTextOnReturn(page);
  await page.goto(`${site}/elsewhere`);
  const persisted = await page.evaluate(() => localStorage.getItem('persisted'));
  test.skip(persisted === 'false', 'this Chromium is a headless shell, which has no back-forward cache');

  const other = await openTab(context, site);
  await signOut(other);
  // Playwright may lose the page here; the rest of the test reads localStorage from the other tab.
  await page.evaluate(() => history.back()).catch(() => undefined);
  const returned = () => other.evaluate(() => localStorage.getItem('returned'));
  await expect.poll(returned).toBe('true signedOut');
});

test('fault 36 (back-forward cache): a frozen page shows nothing private after `pageshow` reports its return', async ({
  context,
  site,
}) => {
  // Blocks messages from other tabs, as the cache does: the page registers no `storage` and no `message` listener.
  await context.addInitScript(() => {
    if (location.search !== '?unreachable') return;
    const prototype = EventTarget.prototype as unknown as { addEventListener: (...args: unknown[]) => void };
    prototype.addEventListener = new Proxy(prototype.addEventListener, {
      apply: (add, target, args: unknown[]) =>
        args[0] === 'storage' || args[0] === 'message' || Reflect.apply(add, target, args),
    });
  });
  const page = await openTab(context, `${site}?unreachable`);
  await signIn(page);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
  const other = await openTab(context, site);
  await signOut(other);
  await cdp.send('Page.setWebLifecycleState', { state: 'active' });
  await page.evaluate(() => (globalThis as unknown as Tab).cognito.ready());
  await expect(page.locator('main'), 'the page has received no message of the sign-out').toHaveText(
    'private page of ada',
  );
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await expect(page.locator('main')).toHaveText('signedOut');
  expect(
    await page.evaluate(() => (globalThis as unknown as Tab).cognito.getTokens()),
    'the page has no tokens',
  ).toBeUndefined();
});
