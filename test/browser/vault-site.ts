/** A page that holds a client and nothing else, its requests answered by a local AWS of the test's. */
import { test as base, type BrowserContext, type Frame, type Page } from '@playwright/test';
import type { createLocalAws, LocalAws } from 'cognito-kit-local';
import { bundleSource, SOURCE_ORIGIN } from './source-page.ts';
import type { VaultPage } from './vault-page.tsx';

/** In the page alone: what is evaluated there. */
declare const inPage: VaultPage;

export const ada = { username: 'ada', password: 'Analytical-engine-1' };
const built = new URL('../../local/dist/index.js', import.meta.url).href;

export const test = base.extend<{ aws: LocalAws }, { files: ReadonlyMap<string, string> }>({
  files: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs out of this pattern
    async ({}, provide) => provide(await bundleSource('vault-page')),
    { scope: 'worker' },
  ],
  // oxlint-disable-next-line no-empty-pattern -- as above
  aws: async ({}, provide) => {
    const local = (await import(built)) as { createLocalAws: typeof createLocalAws };
    await provide(local.createLocalAws({ users: [ada] }));
  },
});

/** Answers everything that the context's pages ask for, also those of no origin. */
export async function serve(context: BrowserContext, files: ReadonlyMap<string, string>, aws: LocalAws) {
  const headers = { 'access-control-allow-origin': '*' };
  await context.route(`${SOURCE_ORIGIN}/**`, async (route) => {
    const request = route.request();
    if (request.method() === 'POST') {
      const body = new Uint8Array(request.postDataBuffer() ?? []);
      const response = await aws.fetch(request.url(), {
        method: 'POST',
        headers: await request.allHeaders(),
        body,
      });
      return route.fulfill({
        status: response.status,
        headers: { ...Object.fromEntries(response.headers), ...headers },
        body: Buffer.from(await response.arrayBuffer()),
      });
    }
    const { pathname } = new URL(request.url());
    const script = files.get(pathname);
    if (script !== undefined) return route.fulfill({ body: script, contentType: 'text/javascript', headers });
    return route.fulfill({
      body: '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/vault-page.js"></script>',
      contentType: 'text/html',
    });
  });
}

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

export const ready = async (page: Page | Frame) => {
  await page.waitForFunction(() => 'inPage' in globalThis);
  await page.evaluate(() => inPage.cognito.ready().then(() => undefined));
};
export const statusOf = (page: Page | Frame) => page.evaluate(() => inPage.cognito.getSession().status);
export const persistenceOf = (page: Page | Frame) => page.evaluate(() => inPage.cognito.persistence());
export const signIn = (page: Page | Frame, remember?: boolean) =>
  page.evaluate((answer) => inPage.signIn(answer), { ...ada, ...(remember !== undefined && { remember }) });
