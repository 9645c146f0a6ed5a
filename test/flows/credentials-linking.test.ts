/**
 * Proves which principal owns an identity id: after linkGuest, after a merge, after a deletion, and for which
 * of these listeners are called.
 */
import { PutObjectCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createAwsClient,
  linkGuest,
  type Cognito,
  type CognitoConfig,
  type IdentityChange,
} from '../../src/core.ts';
import { createBrowser, type Browser } from '../support/browser.ts';
import { delay, offline, refuseWith } from '../support/network.ts';

const HOUR = 3_600_000;
const KEYS = 'GetCredentialsForIdentity';
let browser: Browser;

const open = (config?: Partial<CognitoConfig>) => browser.open({ guest: true, ...config });
/** Records the identity changes of a page from now on. */
const recordChanges = (page: Cognito) => {
  const changes: IdentityChange[] = [];
  page.onIdentityChange((change) => changes.push(change));
  return changes;
};

beforeEach(() => {
  browser = createBrowser();
});

describe('linkGuest', () => {
  it("linkGuest passes the guest's identity to the signed-in user, and the browser has no guest any more", async () => {
    const page = open();
    const guest = await page.credentials();
    const changes = recordChanges(page);
    await browser.signIn(page);
    expect(await linkGuest(page)).toBe(guest.identityId);
    expect(changes).toEqual([{ previous: guest.identityId, current: guest.identityId, cause: 'linked' }]);
    const user = await page.credentials();
    expect(user.identityId).toBe(guest.identityId);
    expect(user.accessKeyId).not.toBe(guest.accessKeyId);
    expect(page.identity.getSnapshot()).toMatchObject({ status: 'signedIn', identityId: guest.identityId });
    expect(browser.count('GetId')).toBe(1);

    await page.signOut();
    expect((await page.credentials()).identityId).not.toBe(guest.identityId);
    // The identity belongs to the user in another browser too.
    const elsewhere = open({ storage: 'memory' });
    await browser.signIn(elsewhere);
    expect((await elsewhere.credentials()).identityId).toBe(guest.identityId);
  });

  it("fault 72 (merged identity): linkGuest merges the guest into the user's identity, which is adopted and announced", async () => {
    const elsewhere = open({ storage: 'memory' });
    await browser.signIn(elsewhere);
    const own = await elsewhere.credentials();

    const page = open();
    const guest = await page.credentials();
    const changes = recordChanges(page);
    await browser.signIn(page);
    expect(await linkGuest(page)).toBe(own.identityId);
    expect(changes).toEqual([{ previous: guest.identityId, current: own.identityId, cause: 'linked' }]);
    expect((await page.credentials()).identityId).toBe(own.identityId);
    expect(JSON.stringify([...browser.localItems])).not.toContain(guest.identityId);
  });

  it("linkGuest replaces the keys if the user's own identity is already in use", async () => {
    const page = open();
    const guest = await page.credentials();
    await browser.signIn(page);
    const before = await page.credentials();
    await linkGuest(page);
    const after = await page.credentials();
    expect(after.identityId).toBe(before.identityId);
    expect(after.accessKeyId).not.toBe(before.accessKeyId);
    await page.signOut();
    expect((await page.credentials()).identityId).not.toBe(guest.identityId);
  });

  it('fault 75 (shared device): without linkGuest the guest stays with the browser, and the user gets an identity of their own', async () => {
    const page = open();
    const guest = await page.credentials();
    await browser.signIn(page);
    expect((await page.credentials()).identityId).not.toBe(guest.identityId);
    await page.credentials({ forceRefresh: true });
    await page.signOut();
    expect(await page.credentials()).toEqual(guest);
  });

  it("linkGuest returns the user's own identity if the browser has no guest", async () => {
    const page = open();
    await browser.signIn(page);
    const changes = recordChanges(page);
    expect(await linkGuest(page)).toBe((await page.credentials()).identityId);
    expect(changes).toEqual([]);
  });

  it('linkGuest without a signed-in user fails with NotSignedIn', async () => {
    const page = open();
    await page.credentials();
    await expect(linkGuest(page)).rejects.toMatchObject({ code: 'NotSignedIn' });
  });

  it.each([
    ['a network failure', offline, 'NetworkError'],
    ['a refusal', refuseWith('NotAuthorizedException'), 'NotAuthorizedException'],
    ['a conflict with another login', refuseWith('ResourceConflictException'), 'ResourceConflictException'],
  ])('linkGuest reports %s as a typed error and keeps the guest', async (name, interception, code) => {
    const page = open();
    const guest = await page.credentials();
    await browser.signIn(page);
    browser.intercept(KEYS, interception);
    await expect(linkGuest(page)).rejects.toMatchObject({ code });
    browser.intercept(KEYS, undefined);
    expect(browser.count('GetId')).toBe(1);
    expect(await linkGuest(page)).toBe(guest.identityId);
  });

  it('linkGuest fails with Superseded if its reply arrives after a sign-out', async () => {
    const page = open();
    await page.credentials();
    await browser.signIn(page);
    const { interception, release } = delay();
    browser.intercept(KEYS, interception);
    const changes = recordChanges(page);
    const superseded = expect(linkGuest(page)).rejects.toMatchObject({ code: 'Superseded' });
    await expect.poll(() => browser.count(KEYS)).toBe(2);
    await page.signOut();
    release();
    await superseded;
    expect(changes).toEqual([]);
  });

  it("linkGuest lets the user read and write objects under the guest's identity id", async () => {
    const page = open();
    const { identityId } = await page.credentials();
    await browser.signIn(page);
    await linkGuest(page);
    const s3 = createAwsClient(page, S3Client, {
      systemClockOffset: browser.clock.now() - Date.now(),
    });
    const object = { Bucket: browser.aws.buckets[0], Key: `private/${identityId}/note.txt` };
    await s3.send(new PutObjectCommand({ ...object, Body: 'hello' }));
    const { Body } = await s3.send(new GetObjectCommand(object));
    expect(await Body?.transformToString()).toBe('hello');
  });
});

describe('onIdentityChange', () => {
  it("a switch of principal is announced once the new principal's keys are used", async () => {
    const page = open();
    const guest = await page.credentials();
    const changes = recordChanges(page);
    await browser.signIn(page);
    expect(changes).toEqual([]);
    const user = await page.credentials();
    await page.credentials();
    await page.signOut();
    await page.credentials();
    expect(changes).toEqual([
      { previous: guest.identityId, current: user.identityId, cause: 'switched' },
      { previous: user.identityId, current: guest.identityId, cause: 'switched' },
    ]);
  });

  it('fault 71 (deleted identity): the new identity of a guest is announced as replaced', async () => {
    const { identityId: previous } = await open().credentials();
    browser.clock.set(browser.clock.now() + 2 * HOUR);
    const page = open();
    const changes = recordChanges(page);
    browser.interceptOnce(KEYS, refuseWith('ResourceNotFoundException'));
    const { identityId: current } = await page.credentials();
    expect(changes).toEqual([{ previous, current, cause: 'replaced' }]);
    expect(page.identity.version()).toBe(1);
  });

  it('a renewal, a reload and a first visit announce nothing, nor does anything after unsubscribing', async () => {
    const page = open();
    const changes: IdentityChange[] = [];
    const end = page.onIdentityChange((change) => changes.push(change));
    await page.credentials();
    browser.clock.set(browser.clock.now() + 2 * HOUR);
    await page.credentials();
    const reloaded = open();
    reloaded.onIdentityChange((change) => changes.push(change));
    await reloaded.credentials();
    expect(changes).toEqual([]);
    end();
    await browser.signIn(page);
    await page.credentials();
    expect(changes).toEqual([]);
  });

  it('another tab announces a merge as soon as it asks for credentials', async () => {
    const [one, two] = [open(), open()];
    const guest = await one.credentials();
    await browser.signIn(one);
    const own = await two.credentials();
    expect(own.identityId).not.toBe(guest.identityId);
    const changes = recordChanges(two);
    browser.intercept(KEYS, async (send) => {
      const reply = (await (await send()).json()) as object;
      return Response.json({ ...reply, IdentityId: 'us-east-1:merged' });
    });
    await one.credentials({ forceRefresh: true });
    browser.sent.length = 0;
    expect((await two.credentials()).identityId).toBe('us-east-1:merged');
    expect(browser.sent).toEqual([]);
    expect(changes).toEqual([{ previous: own.identityId, current: 'us-east-1:merged', cause: 'merged' }]);
  });
});

it('a guest that one tab forgot is forgotten in the other tab', async () => {
  const [one, two] = [open(), open()];
  const guest = await one.credentials();
  expect(await two.credentials()).toEqual(guest);
  await one.forgetBrowser();
  expect((await two.credentials()).identityId).not.toBe(guest.identityId);
});

describe('a guest that another tab forgets during an exchange', () => {
  /** Starts an exchange whose reply is delayed until `arrive` is called. */
  const startExchange = async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const before = browser.count(KEYS);
    browser.intercept(KEYS, async (send) => {
      const reply = await send();
      await gate;
      return reply;
    });
    const credentials = open().credentials();
    await expect.poll(() => browser.count(KEYS)).toBe(before + 1);
    browser.intercept(KEYS, undefined);
    return { arrive: async () => (release(), credentials) };
  };

  it.each(['first', 'new'])(
    'a guest whose %s keys arrive after forgetBrowser is not stored again',
    async (which) => {
      if (which === 'new') {
        await open().credentials();
        browser.clock.set(browser.clock.now() + 2 * HOUR);
      }
      const { arrive } = await startExchange();
      const other = open();
      await other.forgetBrowser();
      const { identityId } = await arrive();
      expect([...browser.localItems]).toEqual([]);
      expect((await other.credentials()).identityId).not.toBe(identityId);
    },
  );
});
