/** Sessions in the vault, through the client: IndexedDB is a fake here, and the browser’s own in test/browser. */
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import type { Cognito } from '../../src/client/cognito.ts';
import { createBrowser } from '../support/page.ts';

const users = [
  { username: 'ada', password: 'Analytical-engine-1' },
  { username: 'grace', password: 'Compiler-nanosecond-2' },
];
const open = () => createBrowser({ store: 'vault', users });
const ada = { username: 'ada', password: 'Analytical-engine-1' };

/** Once that page has seen a change. */
const change = (page: Cognito) => new Promise<void>((resolve) => void page.subscribe(resolve));
const statusOf = async (page: Cognito) => (await page.ready()).status;

const signIn = async (page: Cognito, start: { remember?: boolean } = {}, who = ada) => {
  const flow = createSignInFlow(page);
  await flow.start({ ...who, ...start });
  expect(flow.getSnapshot().name).toBe('signedIn');
};

/** Everything in every database of the browser. */
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
  it('is there at the next visit without a request, and in no other store', async () => {
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
    expect(browser.items.size).toBe(0);
    expect(await next.rememberedUsername()).toBe('ada');
    const stored = await dump(browser.indexedDB);
    for (const secret of [...Object.values(tokens!), tokens!.refreshToken.slice(0, 12)])
      expect(stored).not.toContain(secret);
    // As a word: the epoch's hexadecimal digits may contain “ada”.
    expect(stored).not.toMatch(/\bada\b/);
  });

  it('is seen to begin and to end in other tabs', async () => {
    const browser = open();
    const [here, there] = [browser.open(), browser.open()];
    expect(await statusOf(there)).toBe('signedOut');
    let seen = change(there);
    await signIn(here);
    await seen;
    expect(there.getSession()).toMatchObject({ username: 'ada' });
    seen = change(there);
    await here.signOut();
    await seen;
    expect(there.getSession().status).toBe('signedOut');
    expect(await there.getTokens()).toBeUndefined();
  });

  it('goes over from localStorage, where an earlier version of the kit kept it', async () => {
    const browser = open();
    const before = browser.open({ storage: 'local' });
    await signIn(before);
    before.destroy();
    expect(browser.items.size).toBeGreaterThan(0);
    const page = browser.open();
    expect(await page.ready()).toMatchObject({ username: 'ada' });
    expect(await page.rememberedUsername()).toBe('ada');
    expect(browser.items.size).toBe(0);
  });

  it('forgetBrowser deletes what outlives a sign-out, for every tab', async () => {
    const browser = open();
    const [here, there] = [browser.open(), browser.open()];
    await signIn(here);
    await here.internals.preferences.update({ theme: 'dark' });
    await here.signOut();
    expect(await there.rememberedUsername()).toBe('ada');
    await here.forgetBrowser();
    expect(await there.rememberedUsername()).toBeUndefined();
    expect(await there.internals.preferences.read()).toEqual({});
    expect(await dump(browser.indexedDB)).not.toContain('browser');
  });
});

describe('“remember me” left out', () => {
  it('signs in for this tab alone, and nothing of it is kept', async () => {
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
    expect(browser.items.size).toBe(0);
    expect(await dump(browser.indexedDB)).not.toMatch(/session|browser/);
  });

  it('ends what another person had left for later visits, in every tab', async () => {
    const browser = open();
    const [here, there] = [browser.open(), browser.open()];
    const seen = change(there);
    await signIn(there, {}, users[1]);
    await seen;
    await there.getTokens();
    await here.ready();
    const ended = change(there);
    await signIn(here, { remember: false });
    await ended;
    expect(there.getSession().status).toBe('signedOut');
    expect(here.getSession()).toMatchObject({ username: 'ada' });
    expect(await statusOf(browser.open())).toBe('signedOut');
  });

  it('is asked for by the flow or by its first answer, and stands when the same person proves more', async () => {
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

  it('is a device that the pool knows, so that it is renewed, and that this browser cannot prove again', async () => {
    const browser = createBrowser({
      store: 'vault',
      users,
      pool: { devices: { tracking: 'ALWAYS', skipsMfa: false } },
    });
    const page = browser.open();
    await signIn(page, { remember: false });
    expect(await page.getTokens({ refresh: true })).toBeDefined();
    expect(await page.devices!.get('ada')).toBeUndefined();
  });
});
