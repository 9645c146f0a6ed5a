/** What a person does in Harbor, for the tests that need it done before they begin. */
import { expect, type Page } from './harbor.ts';

export const ada = { username: 'ada', password: 'Correct-horse-1' };

/** Fills in the sign-in form up to the password and sends it. */
export async function enterPassword(
  page: Page,
  { username, password }: { username: string; password: string },
) {
  const identifier = page.getByLabel('Username or email');
  const secret = page.getByLabel('Password', { exact: true });
  await expect(identifier.or(secret)).toBeVisible(); // after a wrong password the identifier is known already
  if (await identifier.isVisible()) {
    await identifier.fill(username);
    await page.getByRole('button', { name: 'Continue' }).click();
  }
  await secret.fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

export async function signIn(page: Page, person = ada) {
  await page.goto('/#/sign-in');
  await enterPassword(page, person);
  await expect(page.getByRole('heading', { level: 1, name: 'My files' })).toBeVisible();
}

/** A code that is pasted sends itself; a wrong one from before is deleted first. */
export async function enterCode(page: Page, code: string) {
  await page.getByLabel('Code', { exact: true }).clear();
  await page.getByLabel('Code', { exact: true }).fill(code);
}

export const openPage = (page: Page, name: 'Gallery' | 'Files' | 'Notes' | 'Identity') =>
  page.getByRole('navigation', { name: 'Harbor' }).getByRole('link', { name }).click();

/** A file of so many bytes, for an upload. */
export const fileOf = (name: string, bytes: number) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.alloc(bytes, 'harbor'),
});
