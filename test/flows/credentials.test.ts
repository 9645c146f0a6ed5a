/** From the session to AWS keys, on the local AWS: who gets which, when, and at the cost of how many requests. */
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Cognito } from '../../src/client/cognito.ts';
import { createRequestHandler } from '../../src/aws/request-handler.ts';
import { settle } from '../support/fake-clock.ts';
import { answer, createBrowser, offline, refuse, type Browser } from '../support/page.ts';

const HOUR = 3_600_000;
const KEYS = 'GetCredentialsForIdentity';
let browser: Browser;

const people = [
  { email: 'ada@example.com', password: 'Correct-horse-1' },
  { email: 'bea@example.com', password: 'Correct-horse-2' },
];
const stored = (record: string) => [...browser.items].find(([key]) => key.endsWith(`.${record}`))?.[1] ?? '';
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
  browser = createBrowser({ users: people });
});

describe('a user', () => {
  it('gets keys of their own identity, asked for at first use and not before', async () => {
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

  it('finds the keys again after a reload, at no request', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const before = await page.credentials();
    browser.sent.length = 0;
    const reloaded = browser.open();
    expect(await reloaded.credentials()).toEqual(before);
    expect(reloaded.identity.getSnapshot()).toMatchObject({ identityId: before.identityId });
    expect(browser.sent).toEqual([]);
  });

  it('gets new keys for the same identity before the old ones run out', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const first = await page.credentials();
    browser.clock.set(browser.clock.now() + HOUR - 4 * 60_000);
    const second = await page.credentials();
    expect(second.accessKeyId).not.toBe(first.accessKeyId);
    expect(second.identityId).toBe(first.identityId);
    expect([browser.count('GetId'), browser.count(KEYS)]).toEqual([1, 2]);
  });

  it('gets new keys when the service refused those at hand', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const first = await page.credentials();
    const second = await page.credentials({ forceRefresh: true });
    expect(second.accessKeyId).not.toBe(first.accessKeyId);
    expect(await page.credentials()).toEqual(second);
  });

  it('renews an ID token that has run out before it exchanges it: fifty callers, one refresh', async () => {
    const page = browser.open();
    await browser.signIn(page);
    browser.clock.set(browser.clock.now() + 3 * HOUR);
    await Promise.all(Array.from({ length: 50 }, () => page.credentials()));
    expect(browser.sent.slice(-3)).toEqual(['GetTokensFromRefreshToken', 'GetId', KEYS]);
    expect(browser.sent.filter((one) => one === 'GetTokensFromRefreshToken').length).toBe(1);
  });

  it('reaches their own S3 prefix, and nobody else’s', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const { identityId } = await page.credentials();
    const client = s3(page);
    const Key = `private/${identityId}/hello.txt`;
    await client.send(new PutObjectCommand({ Bucket: bucket(), Key, Body: 'hello' }));
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket(), Key }));
    expect(await Body?.transformToString()).toBe('hello');
    await expect(
      client.send(new GetObjectCommand({ Bucket: bucket(), Key: 'private/somebody-else/hello.txt' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('a guest', () => {
  const open = () => browser.open({ guest: true });

  it('costs no request before first use, two then, and none after a reload', async () => {
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

  it('is the same guest at the next visit, and another one once the browser forgot', async () => {
    const { identityId } = await open().credentials();
    browser.clock.set(browser.clock.now() + 24 * HOUR);
    const page = open();
    expect((await page.credentials()).identityId).toBe(identityId);
    expect(browser.count('GetId')).toBe(1);
    await page.forgetBrowser();
    expect((await page.credentials()).identityId).not.toBe(identityId);
  });

  it('is one guest, also where the first keys did not come', async () => {
    browser.trouble(KEYS, offline);
    await expect(open().credentials()).rejects.toMatchObject({ kind: 'network' });
    browser.trouble(KEYS, undefined);
    await open().credentials();
    expect(browser.count('GetId')).toBe(1);
  });

  it('reads what is public', async () => {
    const { Contents } = await s3(open()).send(
      new ListObjectsV2Command({ Bucket: bucket(), Prefix: 'public/' }),
    );
    expect(Contents?.length).toBeGreaterThan(0);
  });

  it('gets nothing where the config has no guests', async () => {
    const page = browser.open();
    await expect(page.credentials()).rejects.toMatchObject({ kind: 'session', code: 'NotSignedIn' });
    expect(page.identity.getSnapshot()).toEqual({ status: 'signedOut' });
    expect(browser.sent).toEqual([]);
  });

  it('fault 71: one whose identity is gone gets a new one, once', async () => {
    const { identityId } = await open().credentials();
    browser.clock.set(browser.clock.now() + 2 * HOUR);
    let refused = 0;
    browser.trouble(KEYS, async (carry) =>
      refused++ === 0 ? refuse('ResourceNotFoundException')(carry) : carry(),
    );
    const page = open();
    const { identityId: next } = await page.credentials();
    expect(next).not.toBe(identityId);
    expect(browser.count('GetId')).toBe(2);
    expect(stored('browser')).not.toContain(identityId);

    browser.clock.set(browser.clock.now() + 2 * HOUR);
    browser.trouble(KEYS, refuse('ResourceNotFoundException'));
    await expect(page.credentials()).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
    expect(browser.count('GetId')).toBe(3);
    expect(page.identity.getSnapshot()).toMatchObject({
      status: 'error',
      error: { code: 'ResourceNotFoundException' },
    });
    browser.trouble(KEYS, undefined);
    expect(await page.credentials()).toBeDefined();
    expect(page.identity.getSnapshot()).toMatchObject({ status: 'guest' });
  });

  it('fault 72: an identity that a merge put in its place is adopted and announced', async () => {
    const page = browser.open();
    await browser.signIn(page);
    browser.trouble(KEYS, async (carry) => {
      const reply = (await (await carry()).json()) as object;
      return Response.json({ ...reply, IdentityId: 'us-east-1:merged' });
    });
    expect((await page.credentials()).identityId).toBe('us-east-1:merged');
    expect(page.identity.getSnapshot()).toMatchObject({ identityId: 'us-east-1:merged' });
    expect(stored('session')).toContain('us-east-1:merged');
  });
});

describe('a change of person', () => {
  it('fault 69: a guest who signs in leaves no guest key', async () => {
    const page = browser.open({ guest: true });
    const guest = await page.credentials();
    await browser.signIn(page);
    expect(page.identity.getSnapshot()).toEqual({ status: 'signedIn' });
    const user = await page.credentials();
    expect(user.identityId).not.toBe(guest.identityId);
    await page.signOut();
    expect(await page.credentials()).toEqual(guest);
  });

  it('fault 70: after A, B gets no key of A', async () => {
    const page = browser.open();
    await browser.signIn(page, 'ada');
    const ada = await page.credentials();
    await browser.signIn(page, 'bea');
    const bea = await page.credentials();
    expect(bea.identityId).not.toBe(ada.identityId);
    expect(stored('session')).not.toContain(ada.secretAccessKey);
  });

  it('fault 70: A’s exchange that lands after B signed in is dropped', async () => {
    const page = browser.open();
    await browser.signIn(page, 'ada');
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    browser.trouble(KEYS, async (carry) => {
      const reply = await carry();
      await gate;
      return reply;
    });
    const dropped = expect(page.credentials()).rejects.toMatchObject({ code: 'Superseded' });
    await expect.poll(() => browser.count(KEYS)).toBe(1);
    await browser.signIn(page, 'bea');
    release();
    await dropped;
    browser.trouble(KEYS, undefined);
    const bea = await page.credentials();
    expect(stored('session')).toContain(bea.accessKeyId);
  });

  it('fault 79: a call under way at sign-out is aborted, and its handler sends nothing more', async () => {
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
    browser.trouble('GET /', () => new Promise(() => {}));
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

describe('what goes wrong', () => {
  it.each([
    ['offline', offline, 'network'],
    ['a captive portal', answer(200, '<html>'), 'server'],
    ['a 500', answer(500, { __type: 'InternalErrorException', message: '' }), 'server'],
  ])('%s is a typed error that the next call gets over', async (name, trouble, kind) => {
    const page = browser.open();
    await browser.signIn(page);
    browser.trouble(KEYS, trouble);
    await expect(page.credentials()).rejects.toMatchObject({ name: 'CognitoError', kind });
    expect(page.identity.getSnapshot()).toMatchObject({ status: 'error', error: { kind } });
    expect(page.getSession()).toMatchObject({ status: 'signedIn' });
    browser.trouble(KEYS, undefined);
    await page.credentials();
    expect(browser.count('GetId')).toBeLessThanOrEqual(2);
    expect(page.identity.getSnapshot()).toMatchObject({ status: 'signedIn' });
  });

  it('offline in the last minutes of the keys, they are used to their end', async () => {
    const page = browser.open();
    await browser.signIn(page);
    const first = await page.credentials();
    browser.clock.set(browser.clock.now() + HOUR - 4 * 60_000);
    browser.trouble(KEYS, offline);
    expect(await page.credentials()).toEqual(first);
    await expect(page.credentials({ forceRefresh: true })).rejects.toMatchObject({ kind: 'network' });
    browser.clock.set(browser.clock.now() + 4 * 60_000);
    await expect(page.credentials()).rejects.toMatchObject({ kind: 'network' });
    browser.trouble(KEYS, undefined);
    expect((await page.credentials()).accessKeyId).not.toBe(first.accessKeyId);
  });

  describe('in a tab that has not heard of another tab’s switch', () => {
    /** No storage event reaches it. */
    const deaf = (config: { guest?: boolean } = {}) =>
      browser.open({ ...config, window: { localStorage: browser.localStorage } });
    /** Holds the next exchange's answer back. */
    const hold = (reply: (carry: () => Promise<Response>) => Promise<Response>) => {
      let release = () => {};
      const gate = new Promise<void>((resolve) => (release = resolve));
      browser.trouble(KEYS, async (carry) => {
        browser.trouble(KEYS, undefined);
        const answered = await reply(carry);
        await gate;
        return answered;
      });
      return release;
    };

    it('fault 32: a refusal that arrives then refreshes nobody’s session', async () => {
      const [one, two] = [deaf(), browser.open()];
      await browser.signIn(one, 'ada');
      await one.credentials();
      const release = hold(refuse('NotAuthorizedException'));
      const dropped = expect(one.credentials({ forceRefresh: true })).rejects.toMatchObject({
        code: 'Superseded',
      });
      await expect.poll(() => browser.count(KEYS)).toBe(2);
      await browser.signIn(two, 'bea');
      release();
      await dropped;
      expect(browser.count('GetTokensFromRefreshToken')).toBe(0);
    });

    it('fault 69: a guest’s keys that arrive then are dropped', async () => {
      const [one, two] = [deaf({ guest: true }), browser.open({ guest: true })];
      const release = hold((carry) => carry());
      const dropped = expect(one.credentials()).rejects.toMatchObject({ code: 'Superseded' });
      await expect.poll(() => browser.count(KEYS)).toBe(1);
      await browser.signIn(two, 'ada');
      release();
      await dropped;
      expect((await one.credentials()).identityId).toBe((await two.credentials()).identityId);
    });

    it('fault 26: a refusal uses the tokens that another tab has renewed meanwhile', async () => {
      const [one, two] = [deaf(), browser.open()];
      await browser.signIn(one, 'ada');
      const release = hold(refuse('NotAuthorizedException'));
      const credentials = one.credentials();
      await expect.poll(() => browser.count(KEYS)).toBe(1);
      await two.getTokens({ refresh: true });
      release();
      await credentials;
      expect(browser.count('GetTokensFromRefreshToken')).toBe(1);
    });
  });

  it('no identity pool is told as such', async () => {
    const { identityPoolId: _, ...without } = browser.aws.config;
    const page = browser.open({ ...without, identityPoolId: undefined as never });
    expect(page.identity.getSnapshot()).toEqual({ status: 'unconfigured' });
    await expect(page.credentials()).rejects.toMatchObject({ code: 'ConfigInvalid' });
  });

  it('fault 17: a guest’s keys are used though the device’s clock says that they have run out', async () => {
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
  ])('fault 18: an ID token that the service holds for expired is renewed once, %s', async (name, before) => {
    let setBack = 0;
    const page = browser.open({
      clock: {
        now: () => browser.clock.now() - setBack,
        after: (milliseconds, callback) => browser.clock.after(milliseconds, callback),
      },
    });
    await browser.signIn(page);
    for (let turn = 0; turn < before; turn++) await page.credentials();
    // Two hours go by, and somebody puts the device's clock back by as much.
    setBack = 2 * HOUR;
    browser.clock.set(browser.clock.now() + setBack);
    browser.sent.length = 0;
    const credentials = await page.credentials({ forceRefresh: true });
    expect(credentials.expiration.getTime() - browser.clock.now()).toBe(HOUR);
    expect(browser.sent).toEqual([before ? KEYS : 'GetId', 'GetTokensFromRefreshToken', 'GetId', KEYS]);
    expect(page.systemClockOffset()).toBe(2 * HOUR);
    expect(page.identity.getSnapshot()).toMatchObject({ status: 'signedIn' });
  });

  it('an ID token that is refused again after its renewal is an error, and the session is kept', async () => {
    const page = browser.open();
    await browser.signIn(page);
    browser.trouble('GetId', refuse('NotAuthorizedException'));
    await expect(page.credentials()).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    expect(browser.sent.slice(2)).toEqual(['GetId', 'GetTokensFromRefreshToken', 'GetId']);
    expect(page.getSession()).toMatchObject({ status: 'signedIn' });
  });

  it('fault 73: a guest’s identity is in no error and on no console', async () => {
    const page = browser.open({ guest: true });
    const { identityId } = await page.credentials();
    browser.clock.set(browser.clock.now() + 2 * HOUR);
    browser.trouble(KEYS, refuse('InternalErrorException'));
    const error = await page.credentials().catch((reason: unknown) => reason);
    expect(JSON.stringify([error, String(error), (error as Error).stack])).not.toContain(identityId);
  });
});

it('takes the app’s own provider in place of AWS’s', async () => {
  const asked: unknown[] = [];
  const page = browser.open({
    credentialsProvider: (options) => {
      asked.push(options);
      return async () => ({ accessKeyId: 'A', secretAccessKey: 'S', sessionToken: 'T' });
    },
    customRoleArn: 'arn:aws:iam::123456789012:role/editor',
  });
  await browser.signIn(page);
  const credentials = await page.credentials();
  expect(credentials).toMatchObject({ accessKeyId: 'A', secretAccessKey: 'S', sessionToken: 'T' });
  expect(asked).toEqual([
    {
      identityId: credentials.identityId,
      logins: { [page.config.login]: (await page.getTokens())?.idToken },
      region: 'us-east-1',
      customRoleArn: 'arn:aws:iam::123456789012:role/editor',
    },
  ]);
  expect(browser.count(KEYS)).toBe(0);
});

it('asks for the role that the config names', async () => {
  const customRoleArn = 'arn:aws:iam::123456789012:role/editor';
  const page = browser.open({ customRoleArn });
  await browser.signIn(page);
  // Fault 76: a role that is not the user's is refused, and no broader one is taken instead.
  await expect(page.credentials()).rejects.toMatchObject({ kind: 'rejected' });
  expect(stored('session')).not.toContain('secretAccessKey');
});
