/** A store that never answers, one of the app's own or the vault: no public call hangs on it. */
import { describe, expect, it } from 'vitest';
import type { Cognito } from '../../src/client/cognito.ts';
import type { SessionStorage } from '../../src/storage/session-record.ts';
import { settle } from '../support/fake-clock.ts';
import { createBrowser } from '../support/page.ts';
import { makeTokens } from '../support/tokens.ts';

const never = () => new Promise<never>(() => {});
const stuck: SessionStorage = {
  read: never,
  compareAndSwap: never,
  clear: never,
  watch: () => () => {},
  persistence: 'persistent',
};

describe('with a store that never answers', () => {
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
    ['preferences', (page) => page.internals.preferences.update({ way: 'password' })],
  ])('fault 10: %s fails within 25 seconds, and says which call it was', async (name, call) => {
    const page = browser.open({ guest: true, storage: stuck, browserStorage: stuck });
    let told: unknown = 'nothing yet';
    call(page).catch((error: unknown) => (told = error));
    await browser.clock.advance(24_999);
    expect(told).toBe('nothing yet');
    await browser.clock.advance(1);
    expect(told).toMatchObject({ name: 'CognitoError', kind: 'timeout', code: 'Timeout' });
    expect((told as Error).message).toContain(name);
    page.destroy();
  });
});

it('fault 10: a vault that gets stuck holds up neither a refresh nor a sign-out, and the token is revoked', async () => {
  const browser = createBrowser({ store: 'vault' });
  const page = browser.open();
  await browser.signIn(page);
  const { clientId } = browser.aws.config;
  const opening = browser.indexedDB.open(`cognito-kit.${clientId}`, 1);
  await new Promise((resolve) => opening.addEventListener('success', resolve));
  // A transaction that goes on and on, and lets no other begin.
  const store = opening.result.transaction('records', 'readwrite').objectStore('records');
  let goesOn = true;
  const goOn = () => store.get('key').addEventListener('success', () => void (goesOn && goOn()));
  goOn();

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
  goesOn = false;
  opening.result.close();
});
