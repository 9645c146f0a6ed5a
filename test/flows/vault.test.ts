/**
 * Proves sessions in the vault through the client, on a fake IndexedDB. The specs in test/browser use the
 * browser's own.
 */
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import type { Cognito } from '../../src/client/cognito.ts';
import { createBrowser } from '../support/browser.ts';

const users = [
  { username: 'ada', password: 'Analytical-engine-1' },
  { username: 'grace', password: 'Compiler-nanosecond-2' },
];
const open = () => createBrowser({ storage: 'vault', users });
const ada = { username: 'ada', password: 'Analytical-engine-1' };

/** Resolves once the session of that page has changed. */
const change = (page: Cognito) => new Promise<void>((resolve) => void page.subscribe(resolve));
const statusOf = async (page: Cognito) => (await page.ready()).status;

const signIn = async (page: Cognito, start: { remember?: boolean } = {}, user = ada) => {
  const flow = createSignInFlow(page);
  await flow.start({ ...user, ...start });
  expect(flow.getSnapshot().name).toBe('signedIn');
};

/** Returns everything in every database of the browser as text. */
async function dump(indexedDB: IDBFactory) {
  const [name] = await indexedDB.databases();
  return new Promise<string>((resolve, reject) => {
    const request = indexedDB.open(name!.name!, 1);
    request.addEventListener('error', reject);
    request.addEventListener('success', () => {
      const all = request.result.transaction('records').objectStore('records');
      const [keys, values] = [all.getAllKeys(), all.getAll()];
      values.addEventListener('success', () => {
        const bytes = (values.result as { data?: ArrayBuffer }[]).map(({ data }) =>
          data ? Buffer.from(data).toString('latin1') : '',
        );
        request.result.close();
        resolve(`${inspect([keys.result, values.result], { depth: 9 })} ${bytes.join(' ')}`);
      });
    });
  });
}

describe('a session in the vault', () => {
  it('the next page continues the session without a request, and no other store contains it', async () => {
    const browser = open();
    const page = browser.open();
    await signIn(page);
    const tokens = await page.getTokens();
    page.destroy();
    const sent = browser.sent.length;
    const next = browser.open();
    expect(await next.ready()).toMatchObject({ status: 'signedIn', username: 'ada' });
    expect(await next.getTokens()).toEqual(tokens);
    expect(next.persistence()).toBe('persistent');
    expect(browser.sent.length).toBe(sent);
    expect(browser.localItems.size).toBe(0);
    expect(await next.rememberedUsername()).toBe('ada');
    const stored = await dump(browser.indexedDB);
    for (const secret of [...Object.values(tokens!), tokens!.refreshToken.slice(0, 12)])
      expect(stored).not.toContain(secret);
    // Searches for whole words: the epoch's hexadecimal digits may contain “ada”.
    expect(stored).not.toMatch(/\bada\b/);
  });

  it('other tabs see the session begin and end', async () => {
    const browser = open();
    const [tab, otherTab] = [browser.open(), browser.open()];
    expect(await statusOf(otherTab)).toBe('signedOut');
    let changed = change(otherTab);
    await signIn(tab);
    await changed;
    expect(otherTab.getSession()).toMatchObject({ username: 'ada' });
    changed = change(otherTab);
    await tab.signOut();
    await changed;
    expect(otherTab.getSession().status).toBe('signedOut');
    expect(await otherTab.getTokens()).toBeUndefined();
  });

  it('a session of an earlier version moves from localStorage to the vault', async () => {
    const browser = open();
    const before = browser.open({ storage: 'local' });
    await signIn(before);
    before.destroy();
    expect(browser.localItems.size).toBeGreaterThan(0);
    const page = browser.open();
    expect(await page.ready()).toMatchObject({ username: 'ada' });
    expect(await page.rememberedUsername()).toBe('ada');
    expect(browser.localItems.size).toBe(0);
  });

  it('forgetBrowser deletes the data that outlives a sign-out, in every tab', async () => {
    const browser = open();
    const [tab, otherTab] = [browser.open(), browser.open()];
    await signIn(tab);
    await tab.internals.preferences.update({ theme: 'dark' });
    await tab.signOut();
    expect(await otherTab.rememberedUsername()).toBe('ada');
    await tab.forgetBrowser();
    expect(await otherTab.rememberedUsername()).toBeUndefined();
    expect(await otherTab.internals.preferences.read()).toEqual({});
    expect(await dump(browser.indexedDB)).not.toContain('browser');
  });
});

describe('sign-in with remember false', () => {
  it('the session lives in this tab only, and nothing outlives it', async () => {
    const browser = open();
    const tab = new Map<string, string>();
    const page = browser.open({}, tab);
    await signIn(page, { remember: false });
    await page.internals.preferences.update({ typed: 'ada' });
    const again = browser.open({}, tab);
    expect(await again.ready()).toMatchObject({ username: 'ada' });
    const tokens = await again.getTokens({ refresh: true });
    expect([...tab.values()].join('')).toContain(tokens!.accessToken);
    const other = browser.open();
    expect(await statusOf(other)).toBe('signedOut');
    expect(await other.rememberedUsername()).toBeUndefined();
    expect(await other.internals.preferences.read()).toEqual({});
    expect(browser.localItems.size).toBe(0);
    expect(await dump(browser.indexedDB)).not.toMatch(/session|browser/);
  });

  it('the stored session of another user ends in every tab', async () => {
    const browser = open();
    const [tab, otherTab] = [browser.open(), browser.open()];
    const changed = change(otherTab);
    await signIn(otherTab, {}, users[1]);
    await changed;
    await otherTab.getTokens();
    await tab.ready();
    const ended = change(otherTab);
    await signIn(tab, { remember: false });
    await ended;
    expect(otherTab.getSession().status).toBe('signedOut');
    expect(tab.getSession()).toMatchObject({ username: 'ada' });
    expect(await statusOf(browser.open())).toBe('signedOut');
  });

  it('remember is set for the flow or by its first answer, and stays when the same user adopts new tokens', async () => {
    const browser = open();
    const page = browser.open();
    const flow = createSignInFlow(page, { remember: false });
    await flow.getSnapshot().submit({ username: ada.username } as never);
    await flow.getSnapshot().submit({ password: ada.password } as never);
    expect(flow.getSnapshot().name).toBe('signedIn');
    expect(await statusOf(browser.open())).toBe('signedOut');
    await page.adoptTokens((await page.getTokens())!);
    expect(await statusOf(browser.open())).toBe('signedOut');

    await page.signOut();
    flow.reset();
    await flow.getSnapshot().submit({ ...ada, remember: true } as never);
    expect(await statusOf(browser.open())).toBe('signedIn');
  });

  it('the device is refreshed with and is not stored', async () => {
    const browser = createBrowser({
      storage: 'vault',
      users,
      pool: { devices: { tracking: 'ALWAYS', skipsMfa: false } },
    });
    const page = browser.open();
    await signIn(page, { remember: false });
    expect(await page.getTokens({ refresh: true })).toBeDefined();
    expect(await page.devices!.get('ada')).toBeUndefined();
  });
});
