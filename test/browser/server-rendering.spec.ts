/** examples/server-rendering in a real browser, on the built kit: its HTML is known by name before any script has run. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test as base } from './harbor.ts';
import { ada, enterPassword } from './people.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const test = base.extend<object, { exampleUrl: string }>({
  exampleUrl: [
    async ({ local }, provide) => {
      const env = { ...process.env, LOCAL_AWS_ENDPOINT: local.url, PORT: '0' };
      // A process of its own, so that it finds the built kit by its name, as an app does.
      const server: ChildProcess = spawn(process.execPath, ['examples/server-rendering/server.js'], {
        cwd: root,
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const url = await new Promise<string>((resolve, reject) => {
        server.stdout?.once('data', (line: Buffer) => resolve(line.toString().trim()));
        server.once('exit', (code) => reject(new Error(`The example ended with ${code}.`)));
      });
      await provide(url);
      server.kill();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ exampleUrl }, provide) => provide(exampleUrl),
});

/** What the server sends to this browser. */
const html = async (page: Page, path: string) => (await page.context().request.get(path)).text();

test('signs in, reloads as the server’s HTML already knows, signs out and is turned away', async ({
  page,
}) => {
  await page.goto('/account');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await enterPassword(page, ada);
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.locator('#email')).toHaveText('ada@example.com');

  expect(await html(page, '/account')).toContain('<b id="who">ada</b>');
  // Nothing else is ever on the page: neither a visitor's at first, nor another once the script runs.
  await page.addInitScript(() => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    new MutationObserver(() => {
      if (document.querySelector('main')) seen.add(document.querySelector('#who')?.textContent ?? 'nobody');
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  await page.reload();
  await expect(page.locator('#who')).toHaveText('ada');
  await page.waitForFunction(() =>
    Object.keys(document.querySelector('#who') ?? {}).some((name) => name.startsWith('__react')),
  );
  expect(await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen])).toEqual(['ada']);

  const cookies = await page.context().cookies();
  expect(cookies.length).toBeGreaterThan(4);
  for (const { value, sameSite, secure, expires } of cookies) {
    expect(value.length).toBeLessThan(4_000);
    // On http of this machine: anywhere else they are Secure.
    expect([sameSite, secure]).toEqual(['Lax', false]);
    expect(expires).toBeGreaterThan(Date.now() / 1000);
  }

  await page.goto('/');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  expect(await page.context().cookies()).toEqual([]);
  await page.goto('/account');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test('fault 32: another tab’s sign-in is seen within a second', async ({ page, context }) => {
  await page.goto('/');
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  const other = await context.newPage();
  await other.goto('/sign-in');
  await enterPassword(other, ada);
  await expect(other.locator('#who')).toHaveText('ada');
  await expect(page.locator('#who')).toHaveText('ada', { timeout: 1_000 });
});
