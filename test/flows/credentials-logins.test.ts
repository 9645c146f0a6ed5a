/** Logins beside the user pool's: Google, an OIDC provider, users whom the app's own backend vouches for. */
import { GetOpenIdTokenForDeveloperIdentityCommand } from '@aws-sdk/client-cognito-identity';
import { beforeEach, describe, expect, it } from 'vitest';
import { linkGuest, type IdentityChange } from '../../src/core.ts';
import { settle } from '../support/fake-clock.ts';
import { backend, developer, google, oidc, providers, tokenOf, trusting } from '../support/other-logins.ts';
import { createBrowser, type Browser } from '../support/page.ts';

const HOUR = 3_600_000;
const KEYS = 'GetCredentialsForIdentity';
let browser: Browser;

/** As the provider's own library gives it. */
const login = (name: string, sub: string) => async () => ({
  logins: { [name]: await tokenOf(name, sub, browser.clock.now()) },
});

/** As the app's backend gives it. */
const vouchedFor = async () => {
  const { IdentityId = '', Token = '' } = await backend(browser.aws, browser.clock.now() - Date.now()).send(
    new GetOpenIdTokenForDeveloperIdentityCommand({
      IdentityPoolId: browser.aws.config.identityPoolId,
      Logins: { [developer]: 'employee-7' },
    }),
  );
  return { identityId: IdentityId, logins: { 'cognito-identity.amazonaws.com': Token } };
};

beforeEach(() => {
  browser = createBrowser(trusting);
});

it.each(providers)('a login at %s gets keys of an identity that is not a guest’s', async (name) => {
  const page = browser.open({ guest: true });
  const guest = await page.credentials();
  await page.setLogins(login(name, 'ada'));
  expect((await page.credentials()).identityId).not.toBe(guest.identityId);
  expect(page.identity.getSnapshot()).toMatchObject({ status: 'signedIn' });
  await page.setLogins(undefined);
  expect(await page.credentials()).toEqual(guest);
});

describe('a login at Google, without a user pool’s session', () => {
  it('gets keys of an identity of its own, the same at every visit', async () => {
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

  it('is kept in memory only, since nobody tells the kit when it ends', async () => {
    const page = browser.open({ guest: true });
    await page.setLogins(login(google, 'g-ada'));
    const { identityId, secretAccessKey } = await page.credentials();
    const everything = JSON.stringify([...browser.items]);
    expect(everything).not.toContain(identityId);
    expect(everything).not.toContain(secretAccessKey);
    expect((await browser.open({ guest: true }).credentials()).identityId).not.toBe(identityId);
  });

  it('brings a new token at each renewal, and a newer one where the service refused it', async () => {
    const page = browser.open();
    const asked: boolean[] = [];
    let now = browser.clock.now() - HOUR;
    await page.setLogins(async ({ refresh }) => {
      asked.push(refresh);
      if (refresh) now = browser.clock.now();
      return { logins: { [google]: await tokenOf(google, 'g-ada', now) } };
    });
    const { identityId } = await page.credentials();
    browser.clock.set(browser.clock.now() + HOUR);
    expect((await page.credentials()).identityId).toBe(identityId);
    expect(asked).toEqual([false, true, false, true]);
  });

  it('that brings no token is nobody, and no guest either', async () => {
    const page = browser.open({ guest: true });
    await page.setLogins(async () => ({ logins: {} }));
    await expect(page.credentials()).rejects.toMatchObject({ code: 'NotSignedIn' });
    expect(browser.sent).toEqual([]);
  });

  it('fault 5: whose tokens never come is given up after eight seconds, and asked again at the next call', async () => {
    const page = browser.open();
    let asked = 0;
    await page.setLogins(({ signal }) => {
      if (++asked > 1) return login(google, 'g-ada')();
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('late'))));
    });
    const failed = expect(page.credentials()).rejects.toMatchObject({ code: 'Timeout' });
    await expect.poll(() => asked).toBe(1);
    await browser.clock.advance(8_000);
    await failed;
    expect(await page.credentials()).toBeDefined();
  });

  it('of a provider that the pool does not take is refused', async () => {
    const page = browser.open();
    await page.setLogins(login('login.example.net', 'a-ada'));
    await expect(page.credentials()).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  });
});

describe('a change of login', () => {
  it('fault 70: drops the keys, aborts what is under way and begins another epoch', async () => {
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

  it('fault 70: an exchange that was under way for the one before is dropped', async () => {
    const page = browser.open();
    await page.setLogins(login(google, 'g-ada'));
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    browser.trouble(KEYS, async (carry) => {
      const reply = await carry();
      await gate;
      return reply;
    });
    const dropped = expect(page.credentials()).rejects.toMatchObject({ code: 'Superseded' });
    await expect.poll(() => browser.count(KEYS)).toBe(1);
    await page.setLogins(login(google, 'g-bea'));
    release();
    await dropped;
    browser.trouble(KEYS, undefined);
    const other = browser.open();
    await other.setLogins(login(google, 'g-bea'));
    expect((await page.credentials()).identityId).toBe((await other.credentials()).identityId);
  });
});

describe('a login beside a user of the pool', () => {
  it('is linked to the user’s identity, which it opens alone from then on', async () => {
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

  it('fault 72: that had an identity already makes one of the two, which is adopted and announced', async () => {
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

  it('fault 75: of the one who was here before is never sent beside who signs in next', async () => {
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

describe('a user whom the app’s backend vouches for', () => {
  it('comes with an identity and its token', async () => {
    const page = browser.open();
    await page.setLogins(vouchedFor);
    const { identityId } = await page.credentials();
    expect(browser.sent).toEqual([KEYS]);
    browser.clock.set(browser.clock.now() + HOUR);
    expect((await page.credentials()).identityId).toBe(identityId);
    expect(browser.sent).toEqual([KEYS, KEYS]);
  });
});

describe('linkGuest beside a user whom the app’s backend vouches for', () => {
  it('asks for the guest, whose refusal is an error, and the guest is kept', async () => {
    const page = browser.open({ guest: true });
    const guest = await page.credentials();
    await page.setLogins(vouchedFor);
    const changes: IdentityChange[] = [];
    page.onIdentityChange((change) => changes.push(change));
    await expect(linkGuest(page)).rejects.toMatchObject({ kind: 'rejected' });
    expect(changes).toEqual([]);
    await page.setLogins(undefined);
    expect(await page.credentials()).toEqual(guest);
  });
});

it('several logins at once are one person', async () => {
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
