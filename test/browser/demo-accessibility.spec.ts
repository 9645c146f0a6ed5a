/** axe reports no violation on any page of the demo: as a guest and signed in, light and dark, 360 and 1280 px wide. */
import { expect, test, type Page } from './support/fixtures.ts';
import { openPage, signIn } from './support/demo.ts';
import { axeViolations, horizontalOverflow } from './support/page.ts';

/** Expects the page with that heading to be loaded, to pass axe and to fit the window's width. */
async function check(page: Page, heading: string) {
  await test.step(heading, async () => {
    await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible();
    await expect(page.getByText('Loading…')).toHaveCount(0);
    expect(await axeViolations(page)).toEqual([]);
    expect(await horizontalOverflow(page), 'px by which the page is wider than the window').toBe(0);
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1280]) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 } });

      test('demo: every page of a guest passes axe and fits the window', async ({ page, failures }) => {
        failures.expect(/^403 PUT .*guest\.txt/);
        await page.goto('/');
        await expect(page.locator('.tile img').first()).toBeVisible();
        await check(page, 'A place for your files and notes');
        await page.getByRole('button', { name: 'Try to upload as a guest' }).click();
        await check(page, 'Denied, as it should be');
        await page.getByRole('button', { name: 'Local outbox' }).click();
        await check(page, 'Local outbox');
        for (const name of ['Files', 'Notes'] as const) {
          await openPage(page, name);
          await check(page, `My ${name.toLowerCase()}`);
        }
        await openPage(page, 'Identity');
        await expect(page.locator('.policy').first()).toBeVisible();
        await check(page, 'Your identity');
        await page.goto('/#/sign-in');
        await check(page, 'Sign in');
        await page.getByText('Coming from amazon-cognito-identity-js?').click();
        await check(page, 'Sign in');
        await page.getByRole('button', { name: 'Create an account' }).click();
        await check(page, 'Create your account');
        await page.getByRole('button', { name: 'Create account' }).click(); // all fields empty
        await check(page, 'Create your account');
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        await page.getByLabel('Username or email').fill('ada');
        await page.getByRole('button', { name: 'Continue' }).click();
        await check(page, 'Enter your password');
        await page.getByRole('button', { name: 'Forgot it?' }).click();
        await check(page, 'Reset your password');
        await page.getByRole('button', { name: 'Send the code' }).click();
        await check(page, 'Choose a new password');
      });

      test('demo: every page of a signed-in user passes axe and fits the window', async ({
        page,
        failures,
      }) => {
        failures.expect(/AccessDenied/);
        failures.expect(/^403 GET \/cognito-kit-local/);
        await signIn(page);
        await check(page, 'My files');
        await page.getByRole('button', { name: 'Try another identity’s prefix' }).click();
        await check(page, 'Denied, as it should be');
        await openPage(page, 'Notes');
        await page.getByLabel('New note').fill('Buy rope.');
        await page.getByRole('button', { name: 'Add note' }).click();
        await expect(page.getByText('Buy rope.')).toBeVisible();
        await check(page, 'My notes');
        await openPage(page, 'Identity');
        await expect(page.locator('.policy').first()).toBeVisible();
        await check(page, 'Your identity');
        await openPage(page, 'Gallery');
        await check(page, 'Welcome, ada');
        await page.goto('/#/account');
        await check(page, 'Account');
        await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
        await expect(page.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible();
        await check(page, 'Account');
      });
    });
  }
}
