/** examples/server-rendering over HTTP: what the server sends before any script has run. */
import { get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startExample } from '../../examples/server-rendering/server.js';
import { createCognito } from '../../src/client/create-cognito.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { createCookieStorage } from '../../src/storage/cookie/cookie-storage.ts';
import { localAwsForTests } from '../conformance/server.ts';
import { createCookieBrowser } from '../support/cookie-browser.ts';

const aws = localAwsForTests();
const source = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));

let example: Awaited<ReturnType<typeof startExample>>;
beforeAll(async () => {
  const { userPoolId, clientId } = aws.config;
  const alias = { 'cognito-kit': source('index.ts'), 'cognito-kit/storage': source('storage.ts') };
  example = await startExample({ ids: { userPoolId, clientId, endpoint: aws.url }, alias });
});
afterAll(() => example.close());

let browser: ReturnType<typeof createCookieBrowser>;
beforeEach(() => (browser = createCookieBrowser()));

/** As a browser: sends its cookies, takes those that come, and follows nothing. */
async function visit(path: string, init: RequestInit = {}) {
  const headers = { cookie: browser.text.read() };
  const response = await fetch(`${example.url}${path}`, { redirect: 'manual', headers, ...init });
  browser.take(response);
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  return { status: response.status, to: response.headers.get('location'), html: await response.text() };
}

/** What the page's script does with the form that it was sent. */
async function signIn(username: string) {
  const { userPoolId, clientId } = aws.config;
  const page = createCognito({
    userPoolId,
    clientId,
    endpoint: aws.url,
    storage: createCookieStorage(clientId, { document: browser.document, location: new URL(example.url) }),
    location: undefined,
    locks: undefined,
  });
  await createSignInFlow(page).start({ username, password: aws.user(username).password });
  page.destroy();
}

it('a visitor is turned away, signs in, is known by name in the HTML, signs out and is turned away', async () => {
  expect(await visit('/account')).toMatchObject({ status: 303, to: '/sign-in?next=%2Faccount' });
  const form = await visit('/sign-in?next=/account');
  expect(form.html).toContain('autoComplete="username');
  expect(form.html).not.toContain('id="who"');

  await signIn('ada');
  const account = await visit('/account');
  expect(account).toMatchObject({ status: 200 });
  expect(account.html).toContain('<b id="who">ada</b>');
  expect(account.html).toContain('<span id="email">ada@example.com</span>');
  // Fault 93: nothing of the cookies is in the page.
  for (const cookie of browser.text.read().split('; ')) {
    const value = cookie.split('=')[1] ?? '';
    if (value.length > 20) expect(account.html).not.toContain(value);
  }

  expect(await visit('/sign-out', { method: 'POST' })).toMatchObject({ status: 303, to: '/' });
  expect(browser.names()).toEqual([]);
  expect((await visit('/')).html).not.toContain('>ada<');
  expect(await visit('/account')).toMatchObject({ status: 303 });
});

it('cookies of one visitor are no other’s', async () => {
  await signIn('ada');
  const another = createCookieBrowser();
  const [mine, theirs] = [browser, another];
  browser = theirs;
  expect((await visit('/')).html).not.toContain('>ada<');
  browser = mine;
  expect((await visit('/')).html).toContain('<b id="who">ada</b>');
});

it('fault 55: leads to no other site after the sign-in', async () => {
  for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])
    expect((await visit(`/sign-in?next=${encodeURIComponent(next)}`)).html).toContain('"next":"/"');
});

it('a request for what is no address ends with an error, and the server goes on', async () => {
  const { hostname, port } = new URL(example.url);
  const status = await new Promise((resolve, reject) => {
    get({ hostname, port, path: '//' }, (response) => resolve(response.resume().statusCode)).on(
      'error',
      reject,
    );
  });
  expect(status).toBe(500);
  expect(await visit('/')).toMatchObject({ status: 200 });
});

it('an outage of the pool is no sign-out: the cookies stay', async () => {
  await signIn('ada');
  await fetch(`${aws.url}/_local/faults`, {
    method: 'POST',
    body: JSON.stringify({ kind: 'error', operation: 'GetUser' }),
  });
  expect(await visit('/account')).toMatchObject({ status: 503 });
  expect(browser.names()).not.toEqual([]);
});
