/** Actions of a user in the demo app Harbor: sign in, enter a code, open a page. */
import { expect, type Page } from './fixtures.ts';
import { ada } from '../../support/users.ts';

/** Fills in the sign-in form, username and password, and submits it. */
export async function enterPassword(
  page: Page,
  { username, password }: { username: string; password: string },
) {
  const identifier = page.getByLabel('Username or email');
  const secret = page.getByLabel('Password', { exact: true });
  await expect(identifier.or(secret)).toBeVisible(); // a wrong password leaves only the password field
  if (await identifier.isVisible()) {
    await identifier.fill(username);
    await page.getByRole('button', { name: 'Continue' }).click();
  }
  await secret.fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Signs in on the sign-in page and waits for the files page. */
export async function signIn(page: Page, user: { username: string; password: string } = ada) {
  await page.goto('/#/sign-in');
  await enterPassword(page, user);
  await expect(page.getByRole('heading', { level: 1, name: 'My files' })).toBeVisible();
}

/** Replaces the field's content with a code. A complete code submits itself. */
export async function enterCode(page: Page, code: string) {
  await page.getByLabel('Code', { exact: true }).clear();
  await page.getByLabel('Code', { exact: true }).fill(code);
}

/** Opens a page of the demo through its navigation. */
export const openPage = (page: Page, name: 'Gallery' | 'Files' | 'Notes' | 'Identity') =>
  page.getByRole('navigation', { name: 'Harbor' }).getByRole('link', { name }).click();

/** Creates a file of `bytes` bytes for an upload. */
export const fileOf = (name: string, bytes: number) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.alloc(bytes, 'harbor'),
});
