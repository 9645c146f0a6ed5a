/** Proves examples/server-rendering over HTTP: what the server sends before any script has run. */
import { get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startExample } from '../../examples/server-rendering/server.js';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { createCookieStorage } from '../../src/storage/cookie/cookie-storage.ts';
import { localAwsForTests } from '../support/local-aws-server.ts';
import { createBrowserCookies } from '../support/browser-cookies.ts';
import { createHttpClient } from '../support/http-client.ts';

const aws = localAwsForTests();
const source = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));

let example: Awaited<ReturnType<typeof startExample>>;
beforeAll(async () => {
  const { userPoolId, clientId } = aws.config;
  const alias = { 'cognito-kit': source('index.ts'), 'cognito-kit/storage': source('storage.ts') };
  example = await startExample({ ids: { userPoolId, clientId, endpoint: aws.url }, alias });
});
afterAll(() => example.close());

let jar: ReturnType<typeof createBrowserCookies>;
beforeEach(() => (jar = createBrowserCookies()));

/** Sends the jar's cookies, stores those of the response and follows no redirect. */
async function visit(path: string, init: RequestInit = {}) {
  const headers = { cookie: jar.text.read() };
  const response = await fetch(`${example.url}${path}`, { redirect: 'manual', headers, ...init });
  jar.take(response);
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  return { status: response.status, to: response.headers.get('location'), html: await response.text() };
}

/** Signs in as the script of the page does. */
async function signIn(username: string) {
  const cookies = { document: jar.document, location: new URL(example.url) };
  const { page } = createHttpClient(aws, { storage: createCookieStorage(aws.config.clientId, cookies) });
  await createSignInFlow(page).start({ username, password: aws.user(username).password });
  page.destroy();
}

it('the server redirects a visitor, renders the name of a signed-in user, and redirects again after sign-out', async () => {
  expect(await visit('/account')).toMatchObject({ status: 303, to: '/sign-in?next=%2Faccount' });
  const form = await visit('/sign-in?next=/account');
  expect(form.html).toContain('autoComplete="username');
  expect(form.html).not.toContain('id="who"');

  await signIn('ada');
  const account = await visit('/account');
  expect(account).toMatchObject({ status: 200 });
  expect(account.html).toContain('<b id="who">ada</b>');
  expect(account.html).toContain('<span id="email">ada@example.com</span>');
  // Fault 93 (hydration): the page contains no cookie value.
  for (const cookie of jar.text.read().split('; ')) {
    const value = cookie.split('=')[1] ?? '';
    if (value.length > 20) expect(account.html).not.toContain(value);
  }

  expect(await visit('/sign-out', { method: 'POST' })).toMatchObject({ status: 303, to: '/' });
  expect(jar.names()).toEqual([]);
  expect((await visit('/')).html).not.toContain('>ada<');
  expect(await visit('/account')).toMatchObject({ status: 303 });
});

it('the server renders by the cookies of each jar', async () => {
  await signIn('ada');
  const [first, second] = [jar, createBrowserCookies()];
  jar = second;
  expect((await visit('/')).html).not.toContain('>ada<');
  jar = first;
  expect((await visit('/')).html).toContain('<b id="who">ada</b>');
});

it('fault 55 (open redirect): the sign-in page leads to no other site', async () => {
  for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])
    expect((await visit(`/sign-in?next=${encodeURIComponent(next)}`)).html).toContain('"next":"/"');
});

it('a malformed request target is answered by 500, and the server continues', async () => {
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

it('an outage of the pool is answered by 503 and keeps the cookies', async () => {
  await signIn('ada');
  await fetch(`${aws.url}/_local/faults`, {
    method: 'POST',
    body: JSON.stringify({ kind: 'error', operation: 'GetUser' }),
  });
  expect(await visit('/account')).toMatchObject({ status: 503 });
  expect(jar.names()).not.toEqual([]);
});
