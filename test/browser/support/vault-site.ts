/** Fixtures of the vault's browser tests: a page with a client and nothing else, and a local AWS that answers it. */
import { test as base, type BrowserContext, type Frame, type Page } from '@playwright/test';
import type { LocalAws } from 'cognito-kit-local';
import type { VaultPage } from '../pages/vault.tsx';
import type { Files } from './bundle.ts';
import { createBuiltLocalAws, fulfillFromLocalAws } from './local-aws.ts';
import { ada } from '../../support/users.ts';
import { bundleSource, SOURCE_ORIGIN } from './source-page.ts';

/** Exists only in the page, for functions that are evaluated there. */
declare const inPage: VaultPage;

export const test = base.extend<{ aws: LocalAws }, { files: Files }>({
  files: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs out of this pattern
    async ({}, provide) => provide(await bundleSource('vault')),
    { scope: 'worker' },
  ],
  // oxlint-disable-next-line no-empty-pattern -- as above
  aws: async ({}, provide) => provide(await createBuiltLocalAws({ users: [ada] })),
});

/** Answers every request of the context's pages, those of a frame with the origin `null` included. */
export async function serve(context: BrowserContext, files: Files, aws: LocalAws) {
  const headers = { 'access-control-allow-origin': '*' };
  await context.route(`${SOURCE_ORIGIN}/**`, async (route) => {
    const request = route.request();
    if (request.method() === 'POST') return fulfillFromLocalAws(route, aws, headers);
    const { pathname } = new URL(request.url());
    const script = files.get(pathname);
    if (script !== undefined) return route.fulfill({ body: script, contentType: 'text/javascript', headers });
    return route.fulfill({
      body: '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/vault.js"></script>',
      contentType: 'text/html',
    });
  });
}

/** Returns the page's address, which contains the client's config: `more` is added to it. */
export const address = (aws: LocalAws, more: object = {}) => {
  const { userPoolId, clientId } = aws.config;
  const config = { userPoolId, clientId, endpoint: SOURCE_ORIGIN, location: undefined, ...more };
  return `${SOURCE_ORIGIN}/?${encodeURIComponent(JSON.stringify({ ...config, allowLoopback: true }))}`;
};

export async function openPage(context: BrowserContext, aws: LocalAws, more?: object): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address(aws, more));
  await ready(page);
  return page;
}

/** Waits until the page's client has read the session from the store. */
export const ready = async (page: Page | Frame) => {
  await page.waitForFunction(() => 'inPage' in globalThis);
  await page.evaluate(() => inPage.cognito.ready().then(() => undefined));
};
export const statusOf = (page: Page | Frame) => page.evaluate(() => inPage.cognito.getSession().status);
export const persistenceOf = (page: Page | Frame) => page.evaluate(() => inPage.cognito.persistence());
export const signIn = (page: Page | Frame, remember?: boolean) =>
  page.evaluate((answer) => inPage.signIn(answer), {
    username: ada.username,
    password: ada.password,
    ...(remember !== undefined && { remember }),
  });
