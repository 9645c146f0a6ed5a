/** The back-forward cache: a page that is brought back as it was left, after a sign-out that it heard nothing of. */
import type { Page } from './harbor.ts';
import { expect, openTab, signIn, test, type Tab } from './tab-site.ts';

// Playwright switches the cache off, since it does not follow a page out of it.
test.use({
  launchOptions: async ({ launchOptions }, provide) =>
    provide({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
});

/** Has the tab note what it shows once it is back: Playwright does not see a page that comes out of the cache. */
const noteReturn = (page: Page) =>
  page.evaluate(() =>
    addEventListener('pageshow', ({ persisted }) =>
      (globalThis as unknown as Tab).cognito.subscribe(() =>
        localStorage.setItem('returned', `${persisted} ${document.body.innerText}`),
      ),
    ),
  );
const signOut = (page: Page) => page.evaluate(() => (globalThis as unknown as Tab).cognito.signOut());

test('fault 36: a page that comes back out of the cache after a sign-out shows nothing private', async ({
  context,
  site,
}) => {
  const page = await openTab(context, site);
  await signIn(page);
  await page.evaluate(() =>
    addEventListener('pagehide', ({ persisted }) => localStorage.setItem('kept', String(persisted))),
  );
  await noteReturn(page);
  await page.goto(`${site}/elsewhere`);
  const kept = await page.evaluate(() => localStorage.getItem('kept'));
  test.skip(kept === 'false', 'this Chromium is a headless shell, which keeps no pages');

  const other = await openTab(context, site);
  await signOut(other);
  // Playwright may lose sight of the page here, and need not see it again.
  await page.evaluate(() => history.back()).catch(() => undefined);
  const returned = () => other.evaluate(() => localStorage.getItem('returned'));
  await expect.poll(returned).toBe('true signedOut');
});

test('fault 36: a page that was frozen shows nothing private once it is told that it is back', async ({
  context,
  site,
}) => {
  // Deaf, as a page in the cache is: nothing that other tabs tell reaches it.
  await context.addInitScript(() => {
    if (location.search !== '?deaf') return;
    const prototype = EventTarget.prototype as unknown as { addEventListener: (...args: unknown[]) => void };
    prototype.addEventListener = new Proxy(prototype.addEventListener, {
      apply: (add, target, args: unknown[]) =>
        args[0] === 'storage' || args[0] === 'message' || Reflect.apply(add, target, args),
    });
  });
  const page = await openTab(context, `${site}?deaf`);
  await signIn(page);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
  const other = await openTab(context, site);
  await signOut(other);
  await cdp.send('Page.setWebLifecycleState', { state: 'active' });
  await page.evaluate(() => (globalThis as unknown as Tab).cognito.ready());
  await expect(page.locator('main'), 'it heard of nothing').toHaveText('private page of ada');
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await expect(page.locator('main')).toHaveText('signedOut');
  expect(
    await page.evaluate(() => (globalThis as unknown as Tab).cognito.getTokens()),
    'and gives nobody’s tokens',
  ).toBeUndefined();
});
