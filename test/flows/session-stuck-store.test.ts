/** Proves that no public call hangs on a store that never answers, be it the app's own or the vault. */
import { describe, expect, it } from 'vitest';
import type { Cognito } from '../../src/client/cognito.ts';
import type { SessionStorage } from '../../src/storage/session-record.ts';
import { settle } from '../support/fake-clock.ts';
import { createBrowser } from '../support/browser.ts';
import { makeTokens } from '../support/tokens.ts';

const never = () => new Promise<never>(() => {});
const stuck: SessionStorage = {
  read: never,
  compareAndSwap: never,
  clear: never,
  watch: () => () => {},
  persistence: 'persistent',
};

describe('a store that never answers', () => {
  const browser = createBrowser();
  const { userPoolId, clientId } = browser.aws.config;
  const iss = `https://example.com/${userPoolId}`;
  const tokens = () =>
    makeTokens({
      issuedAt: browser.clock.now(),
      id: { iss, aud: clientId },
      access: { iss, client_id: clientId },
    });

  it.each<[string, (page: Cognito) => Promise<unknown>]>([
    ['ready', (page) => page.ready()],
    ['getTokens', (page) => page.getTokens()],
    ['adoptTokens', (page) => page.adoptTokens(tokens())],
    ['signOut', (page) => page.signOut()],
    ['credentials', (page) => page.credentials()],
    ['forgetBrowser', (page) => page.forgetBrowser()],
    ['rememberedUsername', (page) => page.rememberedUsername()],
    ['setLogins', (page) => page.setLogins(undefined)],
    ['preferences', (page) => page.internals.preferences.read()],
    ['preferences', (page) => page.internals.preferences.update({ theme: 'dark' })],
  ])(
    'fault 10 (hanging store): %s fails after 25 seconds with an error that names the call',
    async (name, call) => {
      const page = browser.open({ guest: true, storage: stuck, browserStorage: stuck });
      let failure: unknown;
      call(page).catch((error: unknown) => (failure = error));
      await browser.clock.advance(24_999);
      expect(failure).toBeUndefined();
      await browser.clock.advance(1);
      expect(failure).toMatchObject({ name: 'CognitoError', kind: 'timeout', code: 'Timeout' });
      expect((failure as Error).message).toContain(name);
      page.destroy();
    },
  );
});

it('fault 10 (hanging store): a hanging vault delays neither a refresh nor a sign-out, which revokes the token', async () => {
  const browser = createBrowser({ storage: 'vault' });
  const page = browser.open();
  await browser.signIn(page);
  const { clientId } = browser.aws.config;
  const opening = browser.indexedDB.open(`cognito-kit.${clientId}`, 1);
  await new Promise((resolve) => opening.addEventListener('success', resolve));
  // Keeps a transaction busy, so that no other one begins.
  const store = opening.result.transaction('records', 'readwrite').objectStore('records');
  let isBusy = true;
  const keepBusy = () => store.get('key').addEventListener('success', () => void (isBusy && keepBusy()));
  keepBusy();

  browser.sent.length = 0;
  const renewed = page.getTokens({ refresh: true });
  await browser.clock.advance(5_000);
  await browser.idle();
  expect(await renewed).toBeDefined();
  expect(page.persistence()).toBe('degraded');
  await page.signOut();
  await settle();
  expect(page.getSession()).toEqual({ status: 'signedOut' });
  expect(browser.sent).toEqual(['GetTokensFromRefreshToken', 'RevokeToken']);
  isBusy = false;
  opening.result.close();
});
