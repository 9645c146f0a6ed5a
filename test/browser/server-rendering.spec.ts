/** examples/server-rendering in a real browser, on the built kit: the server's HTML names the user before any script runs. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { enterPassword } from './support/demo.ts';
import { expect, test as base } from './support/fixtures.ts';
import { ada } from '../support/users.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const test = base.extend<object, { exampleUrl: string }>({
  exampleUrl: [
    async ({ local }, provide) => {
      const env = { ...process.env, LOCAL_AWS_ENDPOINT: local.url, PORT: '0' };
      // Runs in its own process, so that it resolves the built kit by its package name, as an app does.
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

/** Fetches the server's HTML with the page's cookies. */
const fetchHtml = async (page: Page, path: string) => (await page.context().request.get(path)).text();

test('server rendering: a reload shows the user from the first HTML on, and after a sign-out the account page redirects', async ({
  page,
}) => {
  await page.goto('/account');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await enterPassword(page, ada);
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.locator('#email')).toHaveText('ada@example.com');

  expect(await fetchHtml(page, '/account')).toContain('<b id="who">ada</b>');
  // Logs every text of `#who`: the page must show the user alone, not a guest first and not another text after hydration.
  await page.addInitScript(() => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    new MutationObserver(() => {
      if (document.querySelector('main')) seen.add(document.querySelector('#who')?.textContent ?? 'no user');
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
    // `secure` is false because the test uses http on localhost; on any other host the cookies are Secure.
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

test('fault 32 (tabs): a sign-in in one tab shows in another tab within a second', async ({
  page,
  context,
}) => {
  // Each page notes its own time, so that the bound does not contain the pauses of a poll.
  const shown = new Map<Page, number>();
  await context.exposeBinding('reportUser', ({ page: tab }, time: number) => {
    if (!shown.has(tab)) shown.set(tab, time);
  });
  await context.addInitScript(() => {
    const observer = new MutationObserver(() => {
      if (document.querySelector('#who')?.textContent !== 'ada') return;
      observer.disconnect();
      void (window as unknown as { reportUser: (time: number) => Promise<void> }).reportUser(Date.now());
    });
    observer.observe(document, { childList: true, subtree: true });
  });
  await page.goto('/');
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  const other = await context.newPage();
  await other.goto('/sign-in');
  await enterPassword(other, ada);
  await expect(other.locator('#who')).toHaveText('ada');
  await expect(page.locator('#who')).toHaveText('ada');
  await expect.poll(() => shown.size).toBe(2);
  const [here = Infinity, there = 0] = [shown.get(page), shown.get(other)];
  expect(here - there).toBeLessThan(1_000);
});
