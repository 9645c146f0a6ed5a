/** The vault in Chromium: IndexedDB, Web Crypto and BroadcastChannel, a full disk, a private window and cleared site data. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type Page } from '@playwright/test';
import { launchOptions } from '../../scripts/browser.mjs';
import type { VaultPage } from './pages/vault.tsx';
import { ada } from '../support/users.ts';
import { SOURCE_ORIGIN } from './support/source-page.ts';
import {
  address,
  openPage,
  persistenceOf,
  ready,
  serve,
  signIn,
  statusOf,
  test,
} from './support/vault-site.ts';

/** Exists only in the page, for functions that are evaluated there. */
declare const inPage: VaultPage;

/** Returns all data in the origin's stores as text, and whether any stored key can be exported. */
const readStores = (page: Page) =>
  page.evaluate(async () => {
    const parts = [localStorage, sessionStorage].map((store) => JSON.stringify(Object.entries(store)));
    let readable = false;
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name ?? '');
        request.addEventListener('success', () => resolve(request.result));
      });
      const store = database.transaction('records').objectStore('records');
      const values = await new Promise<unknown[]>((resolve) => {
        const request = store.getAll();
        request.addEventListener('success', () => resolve(request.result as unknown[]));
      });
      database.close();
      for (const value of values as { key?: CryptoKey; data?: ArrayBuffer }[]) {
        parts.push(JSON.stringify(value), new TextDecoder('latin1').decode(value.data));
        readable ||=
          value.key !== undefined &&
          (await crypto.subtle.exportKey('raw', value.key).then(
            () => true,
            () => false,
          ));
      }
    }
    return { text: parts.join('\n'), readable };
  });

test('vault: a session survives a restart of the browser, encrypted on disk with a key that cannot be exported', async ({
  aws,
  files,
}) => {
  const profile = mkdtempSync(join(tmpdir(), 'profile-'));
  try {
    let context = await chromium.launchPersistentContext(profile, await launchOptions());
    await serve(context, files, aws);
    const page = await openPage(context, aws);
    expect(await signIn(page)).toBe('signedIn');
    const tokens = await page.evaluate(() => inPage.cognito.getTokens());
    const { text, readable } = await readStores(page);
    expect(text, 'a session').toMatch(/"epoch":"[0-9a-f]{32}"/);
    for (const secret of [...Object.values(tokens ?? {}), ada.username]) expect(text).not.toContain(secret);
    expect(readable).toBe(false);
    await context.close();

    context = await chromium.launchPersistentContext(profile, await launchOptions());
    await serve(context, files, aws);
    const again = await openPage(context, aws);
    expect(await statusOf(again)).toBe('signedIn');
    expect(await again.evaluate(() => inPage.cognito.getTokens())).toEqual(tokens);
    await context.close();
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
});

test('fault 9 (private mode): in a private window the session lasts as long as the window', async ({
  browser,
  aws,
  files,
}) => {
  // A new browser context is a private window.
  const window = await browser.newContext();
  await serve(window, files, aws);
  const page = await openPage(window, aws);
  expect(await signIn(page)).toBe('signedIn');
  expect(await persistenceOf(page)).toBe('persistent');
  await page.reload();
  await ready(page);
  expect(await statusOf(page)).toBe('signedIn');
  await window.close();
  const next = await browser.newContext();
  await serve(next, files, aws);
  expect(await statusOf(await openPage(next, aws))).toBe('signedOut');
  await next.close();
});

test('fault 9 (iframe): in a frame with an opaque origin the session lives in memory', async ({
  page,
  context,
  aws,
  files,
}) => {
  await serve(context, files, aws);
  await page.goto(SOURCE_ORIGIN);
  await page.evaluate((src) => {
    const frame = document.createElement('iframe');
    frame.sandbox.add('allow-scripts');
    frame.src = src;
    document.body.append(frame);
  }, address(aws));
  await expect.poll(() => page.frames().length).toBe(2);
  const frame = page.frames()[1]!;
  await ready(frame);
  expect(await frame.evaluate(() => origin)).toBe('null');
  expect(await statusOf(frame)).toBe('signedOut');
  expect(await persistenceOf(frame)).toBe('degraded');
  expect(await signIn(frame)).toBe('signedIn');
  expect(await frame.evaluate(async () => (await inPage.cognito.getTokens())?.idToken)).toMatch(/^ey/);
  await frame.evaluate(() => inPage.cognito.signOut());
  expect(await statusOf(frame)).toBe('signedOut');
});

/**
 * Makes `IDBObjectStore.put` throw once `full` is set. The DevTools override of the quota does not work here: this
 * Chromium reports a quota of 0 and still wrote 60 MB.
 */
const refuseWhenFull = () => {
  // oxlint-disable-next-line typescript/unbound-method -- called with the store as `this` below
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function refuse(...args) {
    if ('full' in globalThis) throw new DOMException('full', 'QuotaExceededError');
    return put.apply(this, args);
  };
};
const fill = () => void Object.assign(globalThis, { full: true });

test('fault 8 (quota): with a full disk the session ends with its page, and persistence is reported as degraded', async ({
  page,
  context,
  aws,
  files,
}) => {
  await serve(context, files, aws);
  await page.addInitScript(refuseWhenFull);
  await page.addInitScript(fill);
  await page.goto(address(aws));
  await ready(page);
  expect(await signIn(page)).toBe('signedIn');
  expect(await persistenceOf(page)).toBe('degraded');
  expect(await page.evaluate(async () => (await inPage.cognito.getTokens())?.idToken)).toMatch(/^ey/);
  expect((await readStores(page)).text).not.toMatch(/epoch|token/i);
  await page.reload();
  await ready(page);
  expect(await statusOf(page)).toBe('signedOut');
});

test('fault 8 (quota): a disk that fills up later does not bring back an older session', async ({
  page,
  context,
  aws,
  files,
}) => {
  await serve(context, files, aws);
  await page.addInitScript(refuseWhenFull);
  await page.goto(address(aws));
  await ready(page);
  expect(await signIn(page)).toBe('signedIn');
  expect(await persistenceOf(page)).toBe('persistent');
  await page.evaluate(fill);
  await page.evaluate(() => inPage.cognito.getTokens({ refresh: true }));
  expect(await persistenceOf(page)).toBe('degraded');
  expect(await statusOf(page)).toBe('signedIn');
  await expect.poll(async () => (await readStores(page)).text).not.toMatch(/"epoch":"[0-9a-f]{32}"/);
  await page.reload();
  await ready(page);
  expect(await statusOf(page)).toBe('signedOut');
});

test('fault 14 (data cleared): site data cleared while running ends the session once in each tab', async ({
  context,
  aws,
  files,
}) => {
  await serve(context, files, aws);
  const pages = [await openPage(context, aws), await openPage(context, aws)];
  expect(await signIn(pages[0]!)).toBe('signedIn');
  for (const page of pages) await expect.poll(() => statusOf(page)).toBe('signedIn');
  for (const page of pages) await page.evaluate(() => inPage.statuses.splice(0));
  const devtools = await context.newCDPSession(pages[0]!);
  await devtools.send('Storage.clearDataForOrigin', { origin: SOURCE_ORIGIN, storageTypes: 'all' });
  for (const page of pages) {
    await expect.poll(() => statusOf(page)).toBe('signedOut');
    expect(await page.evaluate(() => inPage.statuses)).toEqual(['signedOut']);
    expect(await persistenceOf(page)).toBe('persistent');
  }
  expect(await signIn(pages[1]!)).toBe('signedIn');
  await expect.poll(() => statusOf(pages[0]!)).toBe('signedIn');
});

test('remember me: without it a reload keeps the session, another tab is signed out, and nothing is stored on disk', async ({
  context,
  aws,
  files,
}) => {
  await serve(context, files, aws);
  const page = await openPage(context, aws);
  expect(await signIn(page, false)).toBe('signedIn');
  await page.reload();
  await ready(page);
  expect(await statusOf(page)).toBe('signedIn');
  const other = await openPage(context, aws);
  expect(await statusOf(other)).toBe('signedOut');
  expect((await readStores(other)).text).not.toContain('epoch');
});
