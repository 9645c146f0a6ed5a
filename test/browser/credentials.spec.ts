/** What the way to S3 costs in a real browser, whose preflights count too. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Page } from './harbor.ts';
import type { Tools } from './credentials-page.tsx';
import { ada } from './people.ts';
import { recordRequests } from './requests.ts';
import { bundleSource } from './source-page.ts';

type Name = Exclude<keyof Tools, 'signIn'>;

/** Served by a socket of its own: a page that a test answers for may not reach for this machine. */
let site: Server;

test.beforeAll(async () => {
  const files = await bundleSource('credentials-page');
  const html =
    '<!doctype html><html lang="en"><title>S3</title><link rel="icon" href="data:,"><script type="module" src="/credentials-page.js"></script>';
  site = createServer((request, response) => {
    const script = files.get(request.url ?? '/');
    response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript');
    response.end(script ?? html);
  });
  await new Promise<void>((resolve) => void site.listen(0, 'localhost', resolve));
});

test.afterAll(() => {
  site.close();
  site.closeAllConnections();
});

const ready = (page: Page) => page.waitForFunction(() => 'tools' in globalThis);
const run = (page: Page, name: Name) =>
  page.evaluate<number | undefined, Name>(
    (tool) => (globalThis as unknown as { tools: Tools }).tools[tool](),
    name,
  );
const signIn = (page: Page) =>
  page.evaluate(
    ({ username, password }) => (globalThis as unknown as { tools: Tools }).tools.signIn(username, password),
    ada,
  );

const open = async (page: Page, { config, buckets }: { config: object; buckets: readonly string[] }) => {
  const Key = 'public/gallery/morning-regatta.svg';
  const given = { ...config, guest: true, Bucket: buckets[0], Key };
  const { port } = site.address() as AddressInfo;
  await page.goto(`http://localhost:${port}/#${encodeURIComponent(JSON.stringify(given))}`);
  await ready(page);
  return `GET /${buckets[0]}/${Key}`;
};
const reload = async (page: Page) => {
  await page.reload();
  await ready(page);
};

test('a guest’s first visit is four requests to the first byte of S3, one of them a preflight; a reload is one', async ({
  page,
  local,
  aws,
}) => {
  const sent = await recordRequests(page, local.url);
  const names = () => sent.splice(0).map(({ name }) => name);
  const get = await open(page, aws);
  expect(await run(page, 'byAddress')).toBeGreaterThan(100);
  expect(names().toSorted()).toEqual([get, 'GetCredentialsForIdentity', 'GetId', 'preflight'].toSorted());
  await reload(page);
  expect(await run(page, 'byAddress')).toBeGreaterThan(100);
  expect(names()).toEqual([get]);
  // The SDK signs in headers, of which a browser asks first.
  await reload(page);
  expect(await run(page, 'bySdk')).toBeGreaterThan(100);
  expect(names().filter((name) => name !== 'preflight')).toEqual([get]);
});

test('from a sign-in to the first byte of S3 it is six, one of them a preflight; a reload is one', async ({
  page,
  local,
  aws,
}) => {
  const sent = await recordRequests(page, local.url);
  const names = () => sent.splice(0).map(({ name }) => name);
  const get = await open(page, aws);
  expect(await signIn(page)).toBe('signedIn');
  expect(await run(page, 'byAddress')).toBeGreaterThan(100);
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
  expect(await run(page, 'byAddress')).toBeGreaterThan(100);
  expect(names()).toEqual([get]);
});
