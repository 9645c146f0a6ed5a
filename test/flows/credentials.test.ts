/** Proves the way from a session to AWS credentials: which principal gets them, when, and by how many requests. */
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Cognito } from '../../src/client/cognito.ts';
import { createRequestHandler } from '../../src/aws/request-handler.ts';
import { settle } from '../support/fake-clock.ts';
import { delay, neverReply, offline, refuseWith, replyWith } from '../support/network.ts';
import { createBrowser, type Browser } from '../support/browser.ts';
import { ada, bea } from '../support/users.ts';

const HOUR = 3_600_000;
const KEYS = 'GetCredentialsForIdentity';
let browser: Browser;

const users = [ada, bea];
const stored = (record: string) =>
  [...browser.localItems].find(([key]) => key.endsWith(`.${record}`))?.[1] ?? '';
const s3 = (page: Cognito) =>
  new S3Client({
    region: page.config.region,
    ...(page.config.endpoint === undefined ? {} : { endpoint: page.config.endpoint }),
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: page.credentials,
    requestHandler: createRequestHandler(page),
    systemClockOffset: browser.clock.now() - Date.now(),
  });
const bucket = () => browser.aws.buckets[0]!;

beforeEach(() => {
  browser = createBrowser({ users });
});

describe('credentials of a user', () => {
  it('a user gets credentials of an identity of their own, requested at first use', async () => {
    const page = browser.open();
    await browser.signIn(page);
    await settle();
    expect(browser.count('GetId')).toBe(0);
    expect(page.identity.getSnapshot()).toEqual({ status: 'signedIn' });

    const credentials = await page.credentials();
    expect(page.identity.getSnapshot()).toEqual({
      status: 'signedIn',
      identityId: credentials.identityId,
      expiration: credentials.expiration,
    });
    expect(credentials.expiration.getTime() - browser.clock.now()).toBe(HOUR);
    expect([browser.count('GetId'), browser.count(KEYS)]).toEqual([1, 1]);
  });

  it('fifty callers cost one GetId and one exchange', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const all = await Promise.all(Array.from({ length: 50 }, () => page.credentials()));
    expect(new Set(all.map(({ accessKeyId }) => accessKeyId)).size).toBe(1);
    expect([browser.count('GetId'), browser.count(KEYS)]).toEqual([1, 1]);
  });

  it('a reloaded page uses the stored credentials without a request', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const before = await page.credentials();
    browser.sent.length = 0;
    const reloaded = browser.open();
    expect(await reloaded.credentials()).toEqual(before);
    expect(reloaded.identity.getSnapshot()).toMatchObject({ identityId: before.identityId });
    expect(browser.sent).toEqual([]);
  });

  it('credentials are renewed for the same identity before they expire', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const first = await page.credentials();
    browser.clock.set(browser.clock.now() + HOUR - 4 * 60_000);
    const second = await page.credentials();
    expect(second.accessKeyId).not.toBe(first.accessKeyId);
    expect(second.identityId).toBe(first.identityId);
    expect([browser.count('GetId'), browser.count(KEYS)]).toEqual([1, 2]);
  });

  it('forceRefresh replaces credentials that AWS refused', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const first = await page.credentials();
    const second = await page.credentials({ forceRefresh: true });
    expect(second.accessKeyId).not.toBe(first.accessKeyId);
    expect(await page.credentials()).toEqual(second);
  });

  it('an expired ID token is refreshed before the exchange: fifty callers send one refresh', async () => {
    const page = browser.open();
    await browser.signIn(page);
    browser.clock.set(browser.clock.now() + 3 * HOUR);
    await Promise.all(Array.from({ length: 50 }, () => page.credentials()));
    expect(browser.sent.slice(-3)).toEqual(['GetTokensFromRefreshToken', 'GetId', KEYS]);
    expect(browser.sent.filter((one) => one === 'GetTokensFromRefreshToken').length).toBe(1);
  });

  it('a user reaches their own S3 prefix and no other', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const { identityId } = await page.credentials();
    const client = s3(page);
    const Key = `private/${identityId}/hello.txt`;
    await client.send(new PutObjectCommand({ Bucket: bucket(), Key, Body: 'hello' }));
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket(), Key }));
    expect(await Body?.transformToString()).toBe('hello');
    await expect(
      client.send(new GetObjectCommand({ Bucket: bucket(), Key: 'private/another-user/hello.txt' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('credentials of a guest', () => {
  const open = () => browser.open({ guest: true });

  it('a guest costs no request before first use, two then, and none after a reload', async () => {
    const page = open();
    await page.ready();
    await settle();
    expect(browser.sent).toEqual([]);
    expect(page.identity.getSnapshot()).toEqual({ status: 'guest' });
    const first = await page.credentials();
    expect(browser.sent).toEqual(['GetId', KEYS]);
    expect(await open().credentials()).toEqual(first);
    expect(browser.sent).toEqual(['GetId', KEYS]);
  });

  it('a guest keeps the identity until forgetBrowser', async () => {
    const { identityId } = await open().credentials();
    browser.clock.set(browser.clock.now() + 24 * HOUR);
    const page = open();
    expect((await page.credentials()).identityId).toBe(identityId);
    expect(browser.count('GetId')).toBe(1);
    await page.forgetBrowser();
    expect((await page.credentials()).identityId).not.toBe(identityId);
  });

  it('a failed exchange does not create a second guest', async () => {
    browser.intercept(KEYS, offline);
    await expect(open().credentials()).rejects.toMatchObject({ kind: 'network' });
    browser.intercept(KEYS, undefined);
    await open().credentials();
    expect(browser.count('GetId')).toBe(1);
  });

  it('a guest reads public objects', async () => {
    const { Contents } = await s3(open()).send(
      new ListObjectsV2Command({ Bucket: bucket(), Prefix: 'public/' }),
    );
    expect(Contents?.length).toBeGreaterThan(0);
  });

  it('a page without guests in its config fails with NotSignedIn and sends nothing', async () => {
    const page = browser.open();
    await expect(page.credentials()).rejects.toMatchObject({ kind: 'session', code: 'NotSignedIn' });
    expect(page.identity.getSnapshot()).toEqual({ status: 'signedOut' });
    expect(browser.sent).toEqual([]);
  });

  it('fault 71 (deleted identity): a guest whose identity was deleted gets a new one, once', async () => {
    const { identityId } = await open().credentials();
    browser.clock.set(browser.clock.now() + 2 * HOUR);
    browser.interceptOnce(KEYS, refuseWith('ResourceNotFoundException'));
    const page = open();
    const { identityId: next } = await page.credentials();
    expect(next).not.toBe(identityId);
    expect(browser.count('GetId')).toBe(2);
    expect(stored('browser')).not.toContain(identityId);

    browser.clock.set(browser.clock.now() + 2 * HOUR);
    browser.intercept(KEYS, refuseWith('ResourceNotFoundException'));
    await expect(page.credentials()).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
    expect(browser.count('GetId')).toBe(3);
    expect(page.identity.getSnapshot()).toMatchObject({
      status: 'error',
      error: { code: 'ResourceNotFoundException' },
    });
    browser.intercept(KEYS, undefined);
    expect(await page.credentials()).toBeDefined();
    expect(page.identity.getSnapshot()).toMatchObject({ status: 'guest' });
  });

  it('fault 72 (merged identity): the identity id of a merge is adopted and announced', async () => {
    const page = browser.open();
    await browser.signIn(page);
    browser.intercept(KEYS, async (send) => {
      const reply = (await (await send()).json()) as object;
      return Response.json({ ...reply, IdentityId: 'us-east-1:merged' });
    });
    expect((await page.credentials()).identityId).toBe('us-east-1:merged');
    expect(page.identity.getSnapshot()).toMatchObject({ identityId: 'us-east-1:merged' });
    expect(stored('session')).toContain('us-east-1:merged');
  });
});

describe('a change of principal', () => {
  it("fault 69 (guest to user): a sign-in drops the guest's keys", async () => {
    const page = browser.open({ guest: true });
    const guest = await page.credentials();
    await browser.signIn(page);
    expect(page.identity.getSnapshot()).toEqual({ status: 'signedIn' });
    const user = await page.credentials();
    expect(user.identityId).not.toBe(guest.identityId);
    await page.signOut();
    expect(await page.credentials()).toEqual(guest);
  });

  it('fault 70 (user switch): user B gets no key of user A', async () => {
    const page = browser.open();
    await browser.signIn(page, 'ada');
    const adaCredentials = await page.credentials();
    await browser.signIn(page, 'bea');
    const beaCredentials = await page.credentials();
    expect(beaCredentials.identityId).not.toBe(adaCredentials.identityId);
    expect(stored('session')).not.toContain(adaCredentials.secretAccessKey);
  });

  it('fault 70 (user switch): an exchange for user A that ends after the sign-in of B is dropped', async () => {
    const page = browser.open();
    await browser.signIn(page, 'ada');
    const { interception, release } = delay();
    browser.intercept(KEYS, interception);
    const superseded = expect(page.credentials()).rejects.toMatchObject({ code: 'Superseded' });
    await expect.poll(() => browser.count(KEYS)).toBe(1);
    await browser.signIn(page, 'bea');
    release();
    await superseded;
    browser.intercept(KEYS, undefined);
    const beaCredentials = await page.credentials();
    expect(stored('session')).toContain(beaCredentials.accessKeyId);
  });

  it('fault 79 (sign-out during a request): a sign-out aborts the request, and its handler sends nothing more', async () => {
    const page = browser.open();
    await browser.signIn(page);
    await page.credentials();
    const handler = createRequestHandler(page);
    const list = {
      method: 'GET',
      protocol: 'http:',
      hostname: 'localhost',
      port: 4599,
      path: '/',
      headers: {},
    };
    browser.intercept('GET /', neverReply);
    const aborted = expect(handler.handle(list)).rejects.toMatchObject({
      name: 'AbortError',
      cause: { code: 'Superseded' },
    });
    await page.signOut();
    await aborted;
    const before = browser.sent.length;
    await expect(handler.handle(list)).rejects.toMatchObject({ name: 'AbortError' });
    expect(browser.sent.filter((one) => one === 'GET /').length).toBe(1);
    expect(browser.sent.length - before).toBeLessThanOrEqual(1);
  });
});

describe('failures', () => {
  it.each([
    ['a network failure', offline, 'network'],
    ['a captive portal', replyWith(200, '<html>'), 'server'],
    ['a 500', replyWith(500, { __type: 'InternalErrorException', message: '' }), 'server'],
  ])(
    '%s during the exchange is a typed error, and the next call succeeds',
    async (name, interception, kind) => {
      const page = browser.open();
      await browser.signIn(page);
      browser.intercept(KEYS, interception);
      await expect(page.credentials()).rejects.toMatchObject({ name: 'CognitoError', kind });
      expect(page.identity.getSnapshot()).toMatchObject({ status: 'error', error: { kind } });
      expect(page.getSession()).toMatchObject({ status: 'signedIn' });
      browser.intercept(KEYS, undefined);
      await page.credentials();
      expect(browser.count('GetId')).toBeLessThanOrEqual(2);
      expect(page.identity.getSnapshot()).toMatchObject({ status: 'signedIn' });
    },
  );

  it('while offline, credentials are used until they expire', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const first = await page.credentials();
    browser.clock.set(browser.clock.now() + HOUR - 4 * 60_000);
    browser.intercept(KEYS, offline);
    expect(await page.credentials()).toEqual(first);
    await expect(page.credentials({ forceRefresh: true })).rejects.toMatchObject({ kind: 'network' });
    browser.clock.set(browser.clock.now() + 4 * 60_000);
    await expect(page.credentials()).rejects.toMatchObject({ kind: 'network' });
    browser.intercept(KEYS, undefined);
    expect((await page.credentials()).accessKeyId).not.toBe(first.accessKeyId);
  });

  describe("a tab that missed another tab's switch of user", () => {
    /** Opens a tab that no storage event reaches. */
    const openWithoutEvents = (config: { guest?: boolean } = {}) =>
      browser.open({ ...config, window: { localStorage: browser.localStorage } });
    /** Delays the next reply to an exchange until the returned function is called. */
    const delayNextReply = (reply: (send: () => Promise<Response>) => Promise<Response>) => {
      let release = () => {};
      const gate = new Promise<void>((resolve) => (release = resolve));
      browser.intercept(KEYS, async (send) => {
        browser.intercept(KEYS, undefined);
        const answered = await reply(send);
        await gate;
        return answered;
      });
      return release;
    };

    it("fault 32 (other tab): a late refusal does not refresh the other user's session", async () => {
      const [one, two] = [openWithoutEvents(), browser.open()];
      await browser.signIn(one, 'ada');
      await one.credentials();
      const release = delayNextReply(refuseWith('NotAuthorizedException'));
      const superseded = expect(one.credentials({ forceRefresh: true })).rejects.toMatchObject({
        code: 'Superseded',
      });
      await expect.poll(() => browser.count(KEYS)).toBe(2);
      await browser.signIn(two, 'bea');
      release();
      await superseded;
      expect(browser.count('GetTokensFromRefreshToken')).toBe(0);
    });

    it("fault 69 (guest to user): a guest's keys that arrive late are dropped", async () => {
      const [one, two] = [openWithoutEvents({ guest: true }), browser.open({ guest: true })];
      const release = delayNextReply((send) => send());
      const superseded = expect(one.credentials()).rejects.toMatchObject({ code: 'Superseded' });
      await expect.poll(() => browser.count(KEYS)).toBe(1);
      await browser.signIn(two, 'ada');
      release();
      await superseded;
      expect((await one.credentials()).identityId).toBe((await two.credentials()).identityId);
    });

    it('fault 26 (tabs): after a refusal the tab uses the tokens that another tab refreshed', async () => {
      const [one, two] = [openWithoutEvents(), browser.open()];
      await browser.signIn(one, 'ada');
      const release = delayNextReply(refuseWith('NotAuthorizedException'));
      const credentials = one.credentials();
      await expect.poll(() => browser.count(KEYS)).toBe(1);
      await two.getTokens({ refresh: true });
      release();
      await credentials;
      expect(browser.count('GetTokensFromRefreshToken')).toBe(1);
    });
  });

  it('a config without an identity pool fails with ConfigInvalid', async () => {
    const { identityPoolId: _, ...without } = browser.aws.config;
    const page = browser.open({ ...without, identityPoolId: undefined as never });
    expect(page.identity.getSnapshot()).toEqual({ status: 'unconfigured' });
    await expect(page.credentials()).rejects.toMatchObject({ code: 'ConfigInvalid' });
  });

  it("fault 17 (wrong clock): a guest's credentials are used if only the device's clock says that they expired", async () => {
    browser = createBrowser({ deviceOffset: 5 * HOUR });
    const page = browser.open({ guest: true });
    const first = await page.credentials();
    expect(await page.credentials()).toEqual(first);
    expect(browser.count(KEYS)).toBe(1);
    expect(page.systemClockOffset()).toBe(-5 * HOUR);
  });

  it.each([
    ['before the first exchange', 0],
    ['with an identity known from before', 1],
  ])(
    'fault 18 (clock jump): an ID token that is expired for Cognito is refreshed once, %s',
    async (name, before) => {
      let setBack = 0;
      const page = browser.open({
        clock: {
          now: () => browser.clock.now() - setBack,
          after: (milliseconds, callback) => browser.clock.after(milliseconds, callback),
        },
      });
      await browser.signIn(page);
      for (let turn = 0; turn < before; turn++) await page.credentials();
      // Two hours go by, and the device's clock is set back by two hours.
      setBack = 2 * HOUR;
      browser.clock.set(browser.clock.now() + setBack);
      browser.sent.length = 0;
      const credentials = await page.credentials({ forceRefresh: true });
      expect(credentials.expiration.getTime() - browser.clock.now()).toBe(HOUR);
      expect(browser.sent).toEqual([before ? KEYS : 'GetId', 'GetTokensFromRefreshToken', 'GetId', KEYS]);
      expect(page.systemClockOffset()).toBe(2 * HOUR);
      expect(page.identity.getSnapshot()).toMatchObject({ status: 'signedIn' });
    },
  );

  it('an ID token that is refused again after its refresh is an error, and the session stays', async () => {
    const page = browser.open();
    await browser.signIn(page);
    browser.intercept('GetId', refuseWith('NotAuthorizedException'));
    await expect(page.credentials()).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    expect(browser.sent.slice(2)).toEqual(['GetId', 'GetTokensFromRefreshToken', 'GetId']);
    expect(page.getSession()).toMatchObject({ status: 'signedIn' });
  });

  it("fault 73 (identity id): an error does not contain the guest's identity id", async () => {
    const page = browser.open({ guest: true });
    const { identityId } = await page.credentials();
    browser.clock.set(browser.clock.now() + 2 * HOUR);
    browser.intercept(KEYS, refuseWith('InternalErrorException'));
    const error = await page.credentials().catch((reason: unknown) => reason);
    expect(JSON.stringify([error, String(error), (error as Error).stack])).not.toContain(identityId);
  });
});

it('credentialsProvider replaces the provider of the AWS SDK', async () => {
  const providerOptions: unknown[] = [];
  const page = browser.open({
    credentialsProvider: (options) => {
      providerOptions.push(options);
      return async () => ({ accessKeyId: 'A', secretAccessKey: 'S', sessionToken: 'T' });
    },
    customRoleArn: 'arn:aws:iam::123456789012:role/editor',
  });
  await browser.signIn(page);
  const credentials = await page.credentials();
  expect(credentials).toMatchObject({ accessKeyId: 'A', secretAccessKey: 'S', sessionToken: 'T' });
  expect(providerOptions).toEqual([
    {
      identityId: credentials.identityId,
      logins: { [page.config.login]: (await page.getTokens())?.idToken },
      region: 'us-east-1',
      customRoleArn: 'arn:aws:iam::123456789012:role/editor',
    },
  ]);
  expect(browser.count(KEYS)).toBe(0);
});

it('fault 76 (roles): a customRoleArn that the user lacks is rejected and stores no keys', async () => {
  const customRoleArn = 'arn:aws:iam::123456789012:role/editor';
  const page = browser.open({ customRoleArn });
  await browser.signIn(page);
  await expect(page.credentials()).rejects.toMatchObject({ kind: 'rejected' });
  expect(stored('session')).not.toContain('secretAccessKey');
});
