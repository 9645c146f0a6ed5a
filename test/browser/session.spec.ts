/** Sessions of the demo in a real browser: requests, tabs, reloads, and a session of amazon-cognito-identity-js. */
import { enterPassword, openPage, signIn } from './support/demo.ts';
import { expect, test } from './support/fixtures.ts';
import { ada } from '../support/users.ts';
import { recordRequests } from './support/requests.ts';

test('sign-in: the browser sends exactly three requests from the click to the app, one of them the preflight', async ({
  page,
  local,
}) => {
  // Stores when the app is first on screen, by the page's own clock.
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (!('shownAt' in window) && document.querySelector('.account-link'))
        Object.assign(window, { shownAt: Date.now() });
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto('/#/sign-in');
  await expect(page.getByLabel('Username or email')).toBeVisible();
  const sent = await recordRequests(page, local.url);
  await page.getByLabel('Username or email').fill(ada.username);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Password', { exact: true }).fill(ada.password);
  expect(sent, 'no request before the password is submitted').toEqual([]);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Account of ada' })).toBeVisible();

  const shownAt = await page.evaluate(() => (window as unknown as { shownAt: number }).shownAt);
  const before = sent.filter(({ sentAt }) => sentAt < shownAt).map(({ name }) => name);
  expect(before.toSorted()).toEqual(['InitiateAuth', 'RespondToAuthChallenge', 'preflight']);
});

test('session: a reload keeps the user signed in', async ({ page }) => {
  await signIn(page);
  await page.reload();
  await expect(page.getByRole('link', { name: 'Account of ada' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No files yet' })).toBeVisible();
});

test('session: a sign-out in one tab shows in the other tab', async ({ page, context }) => {
  await signIn(page);
  const other = await context.newPage();
  await other.goto('/#/notes');
  await expect(other.getByRole('link', { name: 'Account of ada' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(other.getByRole('heading', { name: 'Notes belong to someone' })).toBeVisible();
});

test('session: a sign-in in one tab shows in the other tab', async ({ page, context }) => {
  const other = await context.newPage();
  await other.goto('/#/notes');
  await expect(other.getByRole('heading', { name: 'Notes belong to someone' })).toBeVisible();
  await signIn(page);
  await expect(other.getByRole('heading', { name: 'No notes yet' })).toBeVisible();
});

test('fault 69 (guest to user): after a sign-in no request is signed with the guest’s key', async ({
  page,
  local,
}) => {
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
  // Waits on each page until its data is shown.
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

test('temporary password: the first sign-in replaces it, and it is refused afterwards', async ({
  page,
  failures,
}) => {
  await page.goto('/#/sign-in');
  await enterPassword(page, { username: 'linus', password: 'Temporary-pass-3' });
  await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
  await page.getByLabel('New password').fill('Chosen-by-linus-4');
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(page.getByRole('link', { name: 'Account of linus' })).toBeVisible();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).click();
  failures.expect(/^400 RespondToAuthChallenge NotAuthorizedException/);
  await enterPassword(page, { username: 'linus', password: 'Temporary-pass-3' });
  await expect(page.getByText('Those details don’t match.')).toBeVisible();
  await enterPassword(page, { username: 'linus', password: 'Chosen-by-linus-4' });
  await expect(page.getByRole('link', { name: 'Account of linus' })).toBeVisible();
});

test('migration: the kit adopts a session that amazon-cognito-identity-js stored', async ({
  page,
  failures,
}) => {
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
  expect(failures.all()).toEqual([]);
});
