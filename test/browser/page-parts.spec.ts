/** Rule 13 in a real browser: a dialog holds the focus and gives it back; what stands in an app's page passes axe. */
import { createRequire } from 'node:module';
import { expect, test, type Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { bundleSource, openSource } from './source-page.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let files: Awaited<ReturnType<typeof bundleSource>>;
test.beforeAll(async () => {
  files = await bundleSource('page-parts');
});
const open = (page: Page, address = '') => openSource(page, 'page-parts', files, { address });

async function violations(page: Page) {
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState }) => playState !== 'running'),
  );
  await page.addScriptTag({ path: axePath });
  const { violations: found } = await page.evaluate(() =>
    (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
      rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
    }),
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html: where }) => where).join(' ')}`);
}

const shot = async (page: Page, name: string) => {
  const folder = process.env['SHOTS'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
};

/** As the page's computed styles write it. */
const systemColor = (page: Page, name: string) =>
  page.evaluate((color) => {
    document.body.style.outline = `1px solid ${color}`;
    const { outlineColor } = getComputedStyle(document.body);
    document.body.style.outline = '';
    return outlineColor;
  }, name);

test('rule 13: a sign-in over the page takes the focus, keeps it, and gives it back', async ({ page }) => {
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
    // The page behind is inert: the focus is in the dialog or with the browser itself.
    expect(await page.evaluate(() => document.activeElement?.closest('dialog, body')?.tagName)).toBeTruthy();
    expect(await opener.evaluate((one) => one === document.activeElement)).toBe(false);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();
});

test('a sign-in over the page ends in the page, by keyboard alone, with a passkey for the next', async ({
  page,
}) => {
  const device = await page.context().newCDPSession(page);
  await device.send('WebAuthn.enable');
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  });
  await open(page);
  await page.getByRole('button', { name: 'Sign in' }).press('Enter');
  await page.keyboard.type('ada');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await page.keyboard.type('Correct-horse-1');
  await page.keyboard.press('Enter');
  const own = page.getByRole('button', { name: 'Account: ada@example.com' });
  await expect(own).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.emulateMedia({ forcedColors: 'active' });
  await expect(own).toHaveCSS('border-top-width', '1px');
  const create = page.getByRole('button', { name: 'Create a passkey' });
  await create.focus();
  const ring = await create.evaluate((one) => getComputedStyle(one).outlineColor);
  expect(ring).toBe(await systemColor(page, 'Highlight'));
  await page.emulateMedia({ forcedColors: 'none' });
  await own.press('Enter');
  await expect(page.getByRole('link', { name: 'Your account' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Sign in faster next time' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await shot(page, 'user');
  await page.getByRole('button', { name: 'Create a passkey' }).press('Enter');
  await expect(page.getByText('Your passkey is ready')).toBeVisible();
  await own.press('Enter');
  await page.getByRole('button', { name: 'Sign out' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('the sign-up with consent passes axe, in the light and in the dark, on 320 px', async ({ page }) => {
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
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});
