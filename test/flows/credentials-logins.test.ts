/**
 * Proves setLogins: logins of Google, of an OIDC provider and of the app's own createBackendClient get credentials, alone
 * or beside a user pool's session.
 */
import { GetOpenIdTokenForDeveloperIdentityCommand } from '@aws-sdk/client-cognito-identity';
import { beforeEach, describe, expect, it } from 'vitest';
import { linkGuest, type IdentityChange } from '../../src/core.ts';
import { settle } from '../support/fake-clock.ts';
import {
  createBackendClient,
  developer,
  google,
  oidc,
  providers,
  createIdToken,
  trustedProviders,
} from '../support/external-logins.ts';
import { createBrowser, type Browser } from '../support/browser.ts';
import { delay } from '../support/network.ts';

const HOUR = 3_600_000;
const KEYS = 'GetCredentialsForIdentity';
let browser: Browser;

/** Returns logins as the library of a provider would. */
const login = (name: string, sub: string) => async () => ({
  logins: { [name]: await createIdToken(name, sub, browser.clock.now()) },
});

/** Returns an identity id and its token, as the app's createBackendClient would. */
const backendLogin = async () => {
  const { IdentityId = '', Token = '' } = await createBackendClient(
    browser.aws,
    browser.clock.now() - Date.now(),
  ).send(
    new GetOpenIdTokenForDeveloperIdentityCommand({
      IdentityPoolId: browser.aws.config.identityPoolId,
      Logins: { [developer]: 'employee-7' },
    }),
  );
  return { identityId: IdentityId, logins: { 'cognito-identity.amazonaws.com': Token } };
};

beforeEach(() => {
  browser = createBrowser(trustedProviders);
});

it.each(providers)("a login of %s gets credentials of another identity than the guest's", async (name) => {
  const page = browser.open({ guest: true });
  const guest = await page.credentials();
  await page.setLogins(login(name, 'ada'));
  expect((await page.credentials()).identityId).not.toBe(guest.identityId);
  expect(page.identity.getSnapshot()).toMatchObject({ status: 'signedIn' });
  await page.setLogins(undefined);
  expect(await page.credentials()).toEqual(guest);
});

describe('a login of Google without a user pool session', () => {
  it('a login of Google gets an identity of its own, the same one at each visit', async () => {
    const page = browser.open();
    await page.setLogins(login(google, 'g-ada'));
    expect(page.identity.getSnapshot()).toEqual({ status: 'signedIn' });
    expect(page.getSession()).toEqual({ status: 'signedOut' });
    const { identityId } = await page.credentials();
    expect(page.identity.getSnapshot()).toMatchObject({ status: 'signedIn', identityId });
    expect(browser.sent).toEqual(['GetId', KEYS]);

    const again = browser.open();
    await again.setLogins(login(google, 'g-ada'));
    expect((await again.credentials()).identityId).toBe(identityId);
  });

  it('the credentials of a login stay in memory, since the kit is not informed when the login ends', async () => {
    const page = browser.open({ guest: true });
    await page.setLogins(login(google, 'g-ada'));
    const { identityId, secretAccessKey } = await page.credentials();
    const everything = JSON.stringify([...browser.localItems]);
    expect(everything).not.toContain(identityId);
    expect(everything).not.toContain(secretAccessKey);
    expect((await browser.open({ guest: true }).credentials()).identityId).not.toBe(identityId);
  });

  it('setLogins is asked for a token at each exchange, and for a new one if Cognito refused it', async () => {
    const page = browser.open();
    const refreshes: boolean[] = [];
    let now = browser.clock.now() - HOUR;
    await page.setLogins(async ({ refresh }) => {
      refreshes.push(refresh);
      if (refresh) now = browser.clock.now();
      return { logins: { [google]: await createIdToken(google, 'g-ada', now) } };
    });
    const { identityId } = await page.credentials();
    browser.clock.set(browser.clock.now() + HOUR);
    expect((await page.credentials()).identityId).toBe(identityId);
    expect(refreshes).toEqual([false, true, false, true]);
  });

  it('setLogins without a token fails with NotSignedIn and does not fall back to a guest', async () => {
    const page = browser.open({ guest: true });
    await page.setLogins(async () => ({ logins: {} }));
    await expect(page.credentials()).rejects.toMatchObject({ code: 'NotSignedIn' });
    expect(browser.sent).toEqual([]);
  });

  it('fault 5 (timeout): setLogins is given up after 8 seconds without tokens, and called again at the next use', async () => {
    const page = browser.open();
    let calls = 0;
    await page.setLogins(({ signal }) => {
      if (++calls > 1) return login(google, 'g-ada')();
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('late'))));
    });
    const failed = expect(page.credentials()).rejects.toMatchObject({ code: 'Timeout' });
    await expect.poll(() => calls).toBe(1);
    await browser.clock.advance(8_000);
    await failed;
    expect(await page.credentials()).toBeDefined();
  });

  it('a login of a provider that the identity pool does not trust is refused', async () => {
    const page = browser.open();
    await page.setLogins(login('login.example.net', 'a-ada'));
    await expect(page.credentials()).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  });
});

describe('a change of login', () => {
  it('fault 70 (user switch): another login drops the keys, aborts requests and begins another auth state', async () => {
    const page = browser.open({ guest: true });
    await page.setLogins(login(google, 'g-ada'));
    const ada = await page.credentials();
    const [epoch, signal] = [page.authStateId(), page.authSignal()];
    await page.setLogins(login(google, 'g-bea'));
    expect(signal.aborted).toBe(true);
    expect(page.authStateId()).not.toBe(epoch);
    const bea = await page.credentials();
    expect(bea.identityId).not.toBe(ada.identityId);
    await page.setLogins(undefined);
    expect(page.identity.getSnapshot()).toEqual({ status: 'guest' });
    expect([ada.identityId, bea.identityId]).not.toContain((await page.credentials()).identityId);
  });

  it('fault 70 (user switch): an exchange for the former login is dropped', async () => {
    const page = browser.open();
    await page.setLogins(login(google, 'g-ada'));
    const { interception, release } = delay();
    browser.intercept(KEYS, interception);
    const superseded = expect(page.credentials()).rejects.toMatchObject({ code: 'Superseded' });
    await expect.poll(() => browser.count(KEYS)).toBe(1);
    await page.setLogins(login(google, 'g-bea'));
    release();
    await superseded;
    browser.intercept(KEYS, undefined);
    const other = browser.open();
    await other.setLogins(login(google, 'g-bea'));
    expect((await page.credentials()).identityId).toBe((await other.credentials()).identityId);
  });
});

describe('a login beside a user pool session', () => {
  it("the login is linked to the user's identity, and later gets it alone", async () => {
    const page = browser.open();
    await browser.signIn(page);
    const { identityId } = await page.credentials();
    const epoch = page.authStateId();
    await page.setLogins(login(google, 'g-ada'));
    expect(page.authStateId()).toBe(epoch);
    expect((await page.credentials()).identityId).toBe(identityId);
    expect(browser.count('GetId')).toBe(1);

    const other = browser.open({ storage: 'memory' });
    await other.setLogins(login(google, 'g-ada'));
    expect((await other.credentials()).identityId).toBe(identityId);
  });

  it("fault 72 (merged identity): a login with an identity of its own is merged with the user's, which is adopted and announced", async () => {
    const alone = browser.open({ storage: 'memory' });
    await alone.setLogins(login(google, 'g-ada'));
    const older = await alone.credentials();
    browser.clock.set(browser.clock.now() + 60_000);

    const page = browser.open();
    await browser.signIn(page);
    const younger = await page.credentials();
    const changes: IdentityChange[] = [];
    page.onIdentityChange((change) => changes.push(change));
    const version = page.identity.version();
    await page.setLogins(login(google, 'g-ada'));
    expect((await page.credentials()).identityId).toBe(older.identityId);
    expect(changes).toEqual([{ previous: younger.identityId, current: older.identityId, cause: 'merged' }]);
    expect(page.identity.version()).toBe(version + 1);
  });

  it("fault 75 (shared device): the login of a former user is not sent with the next user's token", async () => {
    const page = browser.open();
    await page.setLogins(login(google, 'g-eve'));
    const eve = await page.credentials();
    await browser.signIn(page);
    const ada = await page.credentials();
    expect(ada.identityId).not.toBe(eve.identityId);
    await page.signOut();
    await page.setLogins(login(google, 'g-eve'));
    expect((await page.credentials()).identityId).toBe(eve.identityId);
  });
});

describe("a user of the app's createBackendClient", () => {
  it('setLogins accepts an identity id with its token, and sends no GetId', async () => {
    const page = browser.open();
    await page.setLogins(backendLogin);
    const { identityId } = await page.credentials();
    expect(browser.sent).toEqual([KEYS]);
    browser.clock.set(browser.clock.now() + HOUR);
    expect((await page.credentials()).identityId).toBe(identityId);
    expect(browser.sent).toEqual([KEYS, KEYS]);
  });
});

describe("linkGuest with a user of the app's createBackendClient", () => {
  it('linkGuest with a developer identity is rejected, and the guest is kept', async () => {
    const page = browser.open({ guest: true });
    const guest = await page.credentials();
    await page.setLogins(backendLogin);
    const changes: IdentityChange[] = [];
    page.onIdentityChange((change) => changes.push(change));
    await expect(linkGuest(page)).rejects.toMatchObject({ kind: 'rejected' });
    expect(changes).toEqual([]);
    await page.setLogins(undefined);
    expect(await page.credentials()).toEqual(guest);
  });
});

it('several logins at once get one identity', async () => {
  const page = browser.open();
  await page.setLogins(async () => ({
    logins: {
      ...(await login(google, 'g-ada')()).logins,
      ...(await login(oidc, 'o-ada')()).logins,
    },
  }));
  const { identityId } = await page.credentials();
  await page.setLogins(login(oidc, 'o-ada'));
  expect((await page.credentials()).identityId).toBe(identityId);
  await settle();
});
