/** The number of requests that a real browser sends before it has S3's first byte, CORS preflights included. */
import type { Tools } from './pages/credentials.tsx';
import { serveFiles } from './support/bundle.ts';
import { expect, test, type Page } from './support/fixtures.ts';
import { ada } from '../support/users.ts';
import { recordRequests } from './support/requests.ts';
import { bundleSource } from './support/source-page.ts';

type ToolName = Exclude<keyof Tools, 'signIn'>;

/** The page's own server: Chromium blocks requests to localhost from a page that Playwright answers. */
let site: Awaited<ReturnType<typeof serveFiles>>;

test.beforeAll(async () => {
  const html =
    '<!doctype html><html lang="en"><title>S3</title><link rel="icon" href="data:,"><script type="module" src="/credentials.js"></script>';
  site = await serveFiles(await bundleSource('credentials'), () => html);
});

test.afterAll(() => site.close());

const ready = (page: Page) => page.waitForFunction(() => 'tools' in globalThis);
const run = (page: Page, name: ToolName) =>
  page.evaluate<number | undefined, ToolName>(
    (tool) => (globalThis as unknown as { tools: Tools }).tools[tool](),
    name,
  );
const signIn = (page: Page) =>
  page.evaluate(
    ({ username, password }) => (globalThis as unknown as { tools: Tools }).tools.signIn(username, password),
    ada,
  );

/** Opens the page with the client's config and returns the name of its request to S3. */
const open = async (page: Page, { config, buckets }: { config: object; buckets: readonly string[] }) => {
  const Key = 'public/gallery/morning-regatta.svg';
  const pageConfig = { ...config, guest: true, Bucket: buckets[0], Key };
  await page.goto(`${site.url}/#${encodeURIComponent(JSON.stringify(pageConfig))}`);
  await ready(page);
  return `GET /${buckets[0]}/${Key}`;
};
const reload = async (page: Page) => {
  await page.reload();
  await ready(page);
};

test('credentials: a guest sends four requests to S3’s first byte, one of them a preflight, and one after a reload', async ({
  page,
  local,
  aws,
}) => {
  const sent = await recordRequests(page, local.url);
  const names = () => sent.splice(0).map(({ name }) => name);
  const get = await open(page, aws);
  expect(await run(page, 'readByPresignedUrl')).toBeGreaterThan(100);
  expect(names().toSorted()).toEqual([get, 'GetCredentialsForIdentity', 'GetId', 'preflight'].toSorted());
  await reload(page);
  expect(await run(page, 'readByPresignedUrl')).toBeGreaterThan(100);
  expect(names()).toEqual([get]);
  // The SDK signs in request headers, which makes the browser send a preflight.
  await reload(page);
  expect(await run(page, 'readBySdk')).toBeGreaterThan(100);
  expect(names().filter((name) => name !== 'preflight')).toEqual([get]);
});

test('credentials: a user sends six requests from the sign-in to S3’s first byte, one of them a preflight, and one after a reload', async ({
  page,
  local,
  aws,
}) => {
  const sent = await recordRequests(page, local.url);
  const names = () => sent.splice(0).map(({ name }) => name);
  const get = await open(page, aws);
  expect(await signIn(page)).toBe('signedIn');
  expect(await run(page, 'readByPresignedUrl')).toBeGreaterThan(100);
  expect(names().toSorted()).toEqual(
    [
      get,
      'GetCredentialsForIdentity',
      'GetId',
      'InitiateAuth',
      'RespondToAuthChallenge',
      'preflight',
    ].toSorted(),
  );
  await reload(page);
  expect(await run(page, 'readByPresignedUrl')).toBeGreaterThan(100);
  expect(names()).toEqual([get]);
});
