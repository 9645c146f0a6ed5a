/** Whose identity it is: a guest's given to who signs in, merged ones, ones that are gone, and who is told. */
import { PutObjectCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createAwsClient,
  linkGuest,
  type Cognito,
  type CognitoConfig,
  type IdentityChange,
} from '../../src/core.ts';
import { createBrowser, offline, refuse, type Browser } from '../support/page.ts';

const HOUR = 3_600_000;
const KEYS = 'GetCredentialsForIdentity';
let browser: Browser;

const open = (config?: Partial<CognitoConfig>) => browser.open({ guest: true, ...config });
/** What listeners are told from now on. */
const watch = (page: Cognito) => {
  const changes: IdentityChange[] = [];
  page.onIdentityChange((change) => changes.push(change));
  return changes;
};

beforeEach(() => {
  browser = createBrowser();
});

describe('linkGuest', () => {
  it('gives the guest’s identity to who signed in, and there is no guest any more', async () => {
    const page = open();
    const guest = await page.credentials();
    const changes = watch(page);
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
    // At another browser it is the user's too.
    const elsewhere = open({ storage: 'memory' });
    await browser.signIn(elsewhere);
    expect((await elsewhere.credentials()).identityId).toBe(guest.identityId);
  });

  it('fault 72: merges the guest into the identity that the user has, which is adopted and announced', async () => {
    const elsewhere = open({ storage: 'memory' });
    await browser.signIn(elsewhere);
    const own = await elsewhere.credentials();

    const page = open();
    const guest = await page.credentials();
    const changes = watch(page);
    await browser.signIn(page);
    expect(await linkGuest(page)).toBe(own.identityId);
    expect(changes).toEqual([{ previous: guest.identityId, current: own.identityId, cause: 'linked' }]);
    expect((await page.credentials()).identityId).toBe(own.identityId);
    expect(JSON.stringify([...browser.items])).not.toContain(guest.identityId);
  });

  it('works where the user’s own identity is in use already: other keys, a new version for clients', async () => {
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

  it('fault 75: is never done unasked: on a shared device the guest stays the browser’s, and the user gets their own', async () => {
    const page = open();
    const guest = await page.credentials();
    await browser.signIn(page);
    expect((await page.credentials()).identityId).not.toBe(guest.identityId);
    await page.credentials({ forceRefresh: true });
    await page.signOut();
    expect(await page.credentials()).toEqual(guest);
  });

  it('without a guest in this browser it is the user’s own identity', async () => {
    const page = open();
    await browser.signIn(page);
    const changes = watch(page);
    expect(await linkGuest(page)).toBe((await page.credentials()).identityId);
    expect(changes).toEqual([]);
  });

  it('is for who is signed in', async () => {
    const page = open();
    await page.credentials();
    await expect(linkGuest(page)).rejects.toMatchObject({ code: 'NotSignedIn' });
  });

  it.each([
    ['offline', offline, 'NetworkError'],
    ['refused', refuse('NotAuthorizedException'), 'NotAuthorizedException'],
    ['another login’s', refuse('ResourceConflictException'), 'ResourceConflictException'],
  ])('%s, it is an error, and the guest is kept', async (name, trouble, code) => {
    const page = open();
    const guest = await page.credentials();
    await browser.signIn(page);
    browser.trouble(KEYS, trouble);
    await expect(linkGuest(page)).rejects.toMatchObject({ code });
    browser.trouble(KEYS, undefined);
    expect(browser.count('GetId')).toBe(1);
    expect(await linkGuest(page)).toBe(guest.identityId);
  });

  it('whose answer arrives after a sign-out is dropped', async () => {
    const page = open();
    await page.credentials();
    await browser.signIn(page);
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    browser.trouble(KEYS, async (carry) => {
      const reply = await carry();
      await gate;
      return reply;
    });
    const changes = watch(page);
    const dropped = expect(linkGuest(page)).rejects.toMatchObject({ code: 'Superseded' });
    await expect.poll(() => browser.count(KEYS)).toBe(2);
    await page.signOut();
    release();
    await dropped;
    expect(changes).toEqual([]);
  });

  it('lets the user reach what the guest had, where the policy goes by the identity id', async () => {
    const page = open();
    const { identityId } = await page.credentials();
    await browser.signIn(page);
    await linkGuest(page);
    const s3 = createAwsClient(page, S3Client, {
      systemClockOffset: browser.clock.now() - Date.now(),
    });
    const at = { Bucket: browser.aws.buckets[0], Key: `private/${identityId}/kept.txt` };
    await s3.send(new PutObjectCommand({ ...at, Body: 'kept' }));
    const { Body } = await s3.send(new GetObjectCommand(at));
    expect(await Body?.transformToString()).toBe('kept');
  });
});

describe('onIdentityChange', () => {
  it('tells a switch of person as such, once the other one’s keys are used', async () => {
    const page = open();
    const guest = await page.credentials();
    const changes = watch(page);
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

  it('fault 71: tells that a guest who was gone got a new identity', async () => {
    const { identityId: previous } = await open().credentials();
    browser.clock.set(browser.clock.now() + 2 * HOUR);
    const page = open();
    const changes = watch(page);
    let refused = 0;
    browser.trouble(KEYS, async (carry) =>
      refused++ === 0 ? refuse('ResourceNotFoundException')(carry) : carry(),
    );
    const { identityId: current } = await page.credentials();
    expect(changes).toEqual([{ previous, current, cause: 'replaced' }]);
    expect(page.identity.version()).toBe(1);
  });

  it('says nothing of a renewal, a reload or a first visit, and nothing any more once it was ended', async () => {
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

  it('tells another tab of a link or a merge as soon as it asks for keys', async () => {
    const [one, two] = [open(), open()];
    const guest = await one.credentials();
    await browser.signIn(one);
    const own = await two.credentials();
    expect(own.identityId).not.toBe(guest.identityId);
    const changes = watch(two);
    browser.trouble(KEYS, async (carry) => {
      const reply = (await (await carry()).json()) as object;
      return Response.json({ ...reply, IdentityId: 'us-east-1:merged' });
    });
    await one.credentials({ forceRefresh: true });
    browser.sent.length = 0;
    expect((await two.credentials()).identityId).toBe('us-east-1:merged');
    expect(browser.sent).toEqual([]);
    expect(changes).toEqual([{ previous: own.identityId, current: 'us-east-1:merged', cause: 'merged' }]);
  });
});

it('a guest whom another tab forgot is forgotten here too', async () => {
  const [one, two] = [open(), open()];
  const guest = await one.credentials();
  expect(await two.credentials()).toEqual(guest);
  await one.forgetBrowser();
  expect((await two.credentials()).identityId).not.toBe(guest.identityId);
});

describe('a guest who is forgotten in another tab while keys are under way', () => {
  /** A page whose request for keys is answered once it is let go. */
  const waiting = async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const before = browser.count(KEYS);
    browser.trouble(KEYS, async (carry) => {
      const reply = await carry();
      await gate;
      return reply;
    });
    const asked = open().credentials();
    await expect.poll(() => browser.count(KEYS)).toBe(before + 1);
    browser.trouble(KEYS, undefined);
    return { arrive: async () => (release(), asked) };
  };

  it.each(['first', 'new'])('is not remembered again when the %s ones arrive', async (which) => {
    if (which === 'new') {
      await open().credentials();
      browser.clock.set(browser.clock.now() + 2 * HOUR);
    }
    const { arrive } = await waiting();
    const other = open();
    await other.forgetBrowser();
    const { identityId } = await arrive();
    expect([...browser.items]).toEqual([]);
    expect((await other.credentials()).identityId).not.toBe(identityId);
  });
});
