/** The sign-in dialog in a real browser: the focus, the keyboard and axe. The components of an app's page pass axe, too. */
import { expect, test, type Page } from '@playwright/test';
import { axeViolations, horizontalOverflow } from './support/page.ts';
import { bundleSource, openSource } from './support/source-page.ts';
import { addVirtualAuthenticator } from '../support/virtual-authenticator.ts';
import { ada } from '../support/users.ts';

let files: Awaited<ReturnType<typeof bundleSource>>;
test.beforeAll(async () => {
  files = await bundleSource('components');
});
const open = (page: Page, address = '') => openSource(page, 'components', files, { address });

/** Leaves out axe's rules for whole pages: the test page has no landmarks. */
const violations = (page: Page) =>
  axeViolations(page, {
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
  });

/** Saves a screenshot into the folder named by the environment variable SHOTS, if it is set. */
const shot = async (page: Page, name: string) => {
  const folder = process.env['SHOTS'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
};

/** Returns a CSS system color in the notation of computed styles. */
const systemColor = (page: Page, name: string) =>
  page.evaluate((color) => {
    document.body.style.outline = `1px solid ${color}`;
    const { outlineColor } = getComputedStyle(document.body);
    document.body.style.outline = '';
    return outlineColor;
  }, name);

test('rule 13 (dialogs): the sign-in dialog takes the focus, keeps it while open and returns it to its button when closed', async ({
  page,
}) => {
  await open(page);
  const opener = page.getByRole('button', { name: 'Sign in' });
  await opener.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Sign in' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByLabel('Username or email')).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await shot(page, 'dialog');
  for (let count = 0; count < 8; count += 1) {
    await page.keyboard.press('Tab');
    // The page behind is inert: the focus is in the dialog or on the browser's own controls.
    expect(await page.evaluate(() => document.activeElement?.closest('dialog, body')?.tagName)).toBeTruthy();
    expect(await opener.evaluate((one) => one === document.activeElement)).toBe(false);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();
});

test('sign-in dialog: a user signs in, creates a passkey and signs out by keyboard alone', async ({
  page,
}) => {
  await addVirtualAuthenticator(page);
  await open(page);
  await page.getByRole('button', { name: 'Sign in' }).press('Enter');
  await page.keyboard.type('ada');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await page.keyboard.type(ada.password);
  await page.keyboard.press('Enter');
  const accountButton = page.getByRole('button', { name: 'Account: ada@example.com' });
  await expect(accountButton).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.emulateMedia({ forcedColors: 'active' });
  await expect(accountButton).toHaveCSS('border-top-width', '1px');
  const create = page.getByRole('button', { name: 'Create a passkey' });
  await create.focus();
  const ring = await create.evaluate((one) => getComputedStyle(one).outlineColor);
  expect(ring).toBe(await systemColor(page, 'Highlight'));
  await page.emulateMedia({ forcedColors: 'none' });
  await accountButton.press('Enter');
  await expect(page.getByRole('link', { name: 'Your account' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Sign in faster next time' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await shot(page, 'user');
  await page.getByRole('button', { name: 'Create a passkey' }).press('Enter');
  await expect(page.getByText('Your passkey is ready')).toBeVisible();
  await accountButton.press('Enter');
  await page.getByRole('button', { name: 'Sign out' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('sign-up form: with a consent checkbox it passes axe in light and dark and fits 320 px', async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 900 });
  await open(page, '?show=signUp');
  await expect(page.getByRole('checkbox', { name: 'I accept the terms' })).toBeVisible();
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(
    /^Your password needs: 8 characters or more ?, to do a lowercase/,
  );
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
    await shot(page, `sign-up-${colorScheme}`);
  }
  expect(await horizontalOverflow(page)).toBe(0);
});
