/** What a session does in a real browser: its requests, its tabs, its reloads, and one that another library began. */
import { expect, test } from './harbor.ts';
import { ada, enterPassword, openPage, signIn } from './people.ts';
import { recordRequests } from './requests.ts';

test('from the click on “Sign in” to the app it takes exactly three requests, one of them the preflight', async ({
  page,
  local,
}) => {
  // When the app is on screen, by the page's own clock.
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (!('shownAt' in window) && document.querySelector('.who'))
        Object.assign(window, { shownAt: Date.now() });
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto('/#/sign-in');
  await expect(page.getByLabel('Username or email')).toBeVisible();
  const sent = await recordRequests(page, local.url);
  await page.getByLabel('Username or email').fill(ada.username);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Password', { exact: true }).fill(ada.password);
  expect(sent, 'nothing leaves before the password is sent').toEqual([]);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Account of ada' })).toBeVisible();

  const shownAt = await page.evaluate(() => (window as unknown as { shownAt: number }).shownAt);
  const before = sent.filter(({ at }) => at < shownAt).map(({ name }) => name);
  expect(before.toSorted()).toEqual(['InitiateAuth', 'RespondToAuthChallenge', 'preflight']);
});

test('a reload stays signed in', async ({ page }) => {
  await signIn(page);
  await page.reload();
  await expect(page.getByRole('link', { name: 'Account of ada' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No files yet' })).toBeVisible();
});

test('signing out in one tab is seen in the other', async ({ page, context }) => {
  await signIn(page);
  const other = await context.newPage();
  await other.goto('/#/notes');
  await expect(other.getByRole('link', { name: 'Account of ada' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(other.getByRole('heading', { name: 'Notes belong to someone' })).toBeVisible();
});

test('signing in in one tab is seen in the other', async ({ page, context }) => {
  const other = await context.newPage();
  await other.goto('/#/notes');
  await expect(other.getByRole('heading', { name: 'Notes belong to someone' })).toBeVisible();
  await signIn(page);
  await expect(other.getByRole('heading', { name: 'No notes yet' })).toBeVisible();
});

test('fault 69: after a sign-in no request is signed with the guest’s key', async ({ page, local }) => {
  const sent = await recordRequests(page, local.url);
  await page.goto('/');
  await expect(page.locator('.tile img').first()).toBeVisible();
  const guestKeys = new Set(sent.flatMap(({ accessKeyId }) => accessKeyId ?? []));
  expect(guestKeys.size).toBe(1);

  await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).click();
  await enterPassword(page, ada);
  await expect(page.getByRole('heading', { name: 'No files yet' })).toBeVisible();
  const signedIn = sent.findIndex(({ name }) => name === 'RespondToAuthChallenge');
  expect(signedIn).toBeGreaterThan(0);
  // Each until it shows what it asked for.
  await openPage(page, 'Notes');
  await expect(page.getByRole('heading', { name: 'No notes yet' })).toBeVisible();
  await openPage(page, 'Gallery');
  await expect(page.locator('.tile img').first()).toBeVisible();
  await openPage(page, 'Identity');
  await expect(page.locator('.policy').first()).toBeVisible();

  const keysAfter = sent.slice(signedIn).flatMap(({ accessKeyId }) => accessKeyId ?? []);
  expect(keysAfter.length).toBeGreaterThan(3);
  expect(keysAfter.filter((key) => guestKeys.has(key))).toEqual([]);
  expect(new Set(keysAfter).size, 'one set of keys for the user').toBe(1);
});

test('a temporary password is replaced at the first sign-in, and works no more', async ({
  page,
  watched,
}) => {
  await page.goto('/#/sign-in');
  await enterPassword(page, { username: 'linus', password: 'Temporary-pass-3' });
  await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
  await page.getByLabel('New password').fill('Chosen-by-linus-4');
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(page.getByRole('link', { name: 'Account of linus' })).toBeVisible();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).click();
  watched.expect(/^400 RespondToAuthChallenge NotAuthorizedException/);
  await enterPassword(page, { username: 'linus', password: 'Temporary-pass-3' });
  await expect(page.getByText('Those details don’t match.')).toBeVisible();
  await enterPassword(page, { username: 'linus', password: 'Chosen-by-linus-4' });
  await expect(page.getByRole('link', { name: 'Account of linus' })).toBeVisible();
});

test('takes over the session that amazon-cognito-identity-js left', async ({ page, watched }) => {
  await page.goto('/#/sign-in');
  await page.getByText('Coming from amazon-cognito-identity-js?').click();
  await page.getByLabel('User name').fill(ada.username);
  await page.locator('details').getByLabel('Password').fill(ada.password);
  await page.getByRole('button', { name: 'Sign in with amazon-cognito-identity-js' }).click();

  await expect(page).toHaveURL(/\?legacy=1#\/files$/);
  await expect(page.getByRole('link', { name: 'Account of ada' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No files yet' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('link', { name: 'Account of ada' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
  expect(watched.all()).toEqual([]);
});
