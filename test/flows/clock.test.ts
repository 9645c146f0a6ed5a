/** A device whose clock is wrong, and what tells the kit the service's time. */
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createAwsClient, getUser } from '../../src/core.ts';
import { createBrowser, type Browser } from '../support/page.ts';

const REFRESH = 'GetTokensFromRefreshToken';
const HOUR = 3_600_000;

/** The device is so many hours ahead of the service. */
const wrongBy = (hours: number) => {
  const browser = createBrowser({ deviceOffset: hours * HOUR });
  // The SDK looks at the real time, which is the device's.
  browser.clock.set(Date.now() - hours * HOUR);
  return browser;
};
/** Every reply of that operation comes with these headers, null standing for none. */
const sendHeaders = (browser: Browser, operations: string[], headers: Record<string, string | null>) => {
  for (const operation of operations)
    browser.trouble(operation, async (carry) => {
      const reply = await carry();
      for (const [name, value] of Object.entries(headers))
        if (value === null) reply.headers.delete(name);
        else reply.headers.set(name, value);
      return reply;
    });
};
const dateOf = (browser: Browser, ago: number) => new Date(browser.clock.now() - ago).toUTCString();
const signInOperations = ['InitiateAuth', 'RespondToAuthChallenge'];

describe.each([24, -24, 3, -3])('fault 17: a device that is %i hours ahead', (hours) => {
  it.each(['a user', 'a guest'])(
    'reaches S3 as %s, with no request more than a right clock costs',
    async (who) => {
      const browser = wrongBy(hours);
      const page = browser.open({ guest: true });
      await page.ready();
      if (who === 'a user') await browser.signIn(page);
      browser.sent.length = 0;
      const { identityId } = await page.credentials();
      expect(page.systemClockOffset() / HOUR).toBeCloseTo(-hours, 2);
      const client = createAwsClient(page, S3Client);
      const Prefix = who === 'a user' ? `private/${identityId}/` : 'public/';
      await client.send(new ListObjectsV2Command({ Bucket: browser.aws.buckets[0], Prefix }));
      expect(browser.sent.slice(0, 2)).toEqual(['GetId', 'GetCredentialsForIdentity']);
      expect(browser.sent.slice(2).map((path) => path.split(' ')[0])).toEqual(['GET']);
    },
  );

  it('reaches S3 with a client that was made before anything told the time, with one request more', async () => {
    const browser = wrongBy(hours);
    const page = browser.open({ guest: true });
    await page.ready();
    const client = createAwsClient(page, S3Client);
    await client.send(new ListObjectsV2Command({ Bucket: browser.aws.buckets[0], Prefix: 'public/' }));
    expect(browser.sent.slice(0, 2)).toEqual(['GetId', 'GetCredentialsForIdentity']);
    expect(browser.sent.length).toBeLessThanOrEqual(4);
  });
});

describe('what a reply says of the time', () => {
  it('fault 20: one that came out of a cache leaves the offset alone', async () => {
    const browser = createBrowser();
    const page = browser.open();
    await browser.signIn(page);
    sendHeaders(browser, [REFRESH], { age: '7200', date: dateOf(browser, 2 * HOUR) });
    await page.getTokens({ refresh: true });
    expect(page.systemClockOffset()).toBe(0);
    sendHeaders(browser, [REFRESH], { date: dateOf(browser, 2 * HOUR) });
    await page.getTokens({ refresh: true });
    expect(page.systemClockOffset() / HOUR, 'the same date without an age').toBeCloseTo(-2, 3);
  });

  it('fault 21: where CORS hides it, the tokens tell', async () => {
    const browser = createBrowser({ deviceOffset: 5 * HOUR });
    sendHeaders(browser, [...signInOperations, REFRESH], { date: null });
    const page = browser.open();
    await browser.signIn(page);
    expect(page.systemClockOffset() / HOUR).toBeCloseTo(-5, 3);
    await page.getTokens();
    expect(browser.count(REFRESH)).toBe(0);
  });

  it('is taken from a guest’s exchange, to the minute, where no token comes', async () => {
    const browser = createBrowser({ deviceOffset: -40 * 60_000 });
    const page = browser.open({ guest: true });
    await page.credentials();
    expect(page.systemClockOffset() / 60_000).toBeCloseTo(40, 1);
  });
});

describe('a device whose clock was put right while a session was stored', () => {
  /** Two hours ahead until it is put right. */
  const signedIn = async () => {
    const browser = createBrowser();
    let ahead = 2 * HOUR;
    const page = browser.open({
      clock: {
        now: () => browser.clock.now() + ahead,
        after: (milliseconds, callback) => browser.clock.after(milliseconds, callback),
      },
    });
    await browser.signIn(page);
    expect(page.systemClockOffset() / HOUR).toBeCloseTo(-2, 3);
    const later = (minutes: number) => {
      ahead = 0;
      browser.clock.set(browser.clock.now() + minutes * 60_000);
    };
    return { browser, page, later };
  };

  it('is known from the next refusal: one call may fail, and the tokens are renewed for the one after', async () => {
    const { browser, page, later } = await signedIn();
    later(70);
    await expect(getUser(page)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    expect(page.systemClockOffset()).toBe(0);
    expect(await getUser(page)).toMatchObject({ username: 'ada' });
    expect(browser.count(REFRESH)).toBe(1);
    const reloaded = browser.open();
    await reloaded.ready();
    expect(reloaded.systemClockOffset(), 'what is stored').toBe(0);
  });

  it('is known from an exchange, and what is stored of before does not undo it', async () => {
    const { browser, page, later } = await signedIn();
    later(10);
    await page.credentials();
    expect(page.systemClockOffset()).toBe(0);
    const reloaded = browser.open();
    await reloaded.ready();
    expect(reloaded.systemClockOffset()).toBe(0);
  });

  it.each([
    ['a Wi-Fi log-in page', 200, '<html>'],
    ['a firewall', 403, '<html>'],
    ['a broken proxy', 502, '<html>'],
    ['a proxy that is asked too often', 429, '{}'],
  ])('is not read from the reply of %s', async (_, status, body) => {
    const { browser, page, later } = await signedIn();
    later(10);
    const date = dateOf(browser, 9 * HOUR);
    browser.trouble('GetUser', async () => new Response(body, { status, headers: { date } }));
    const failed = expect(getUser(page)).rejects.toMatchObject({ name: 'CognitoError' });
    for (let tries = 0; tries < 3; tries++) await browser.idle().then(() => browser.clock.advance(1_000));
    await failed;
    expect(page.systemClockOffset() / HOUR).toBeCloseTo(-2, 3);
  });

  it('is not read from a refusal that came out of a cache, or without a date', async () => {
    const { browser, page, later } = await signedIn();
    later(70);
    for (const headers of [{ age: '5' }, { date: null }]) {
      sendHeaders(browser, ['GetUser'], headers);
      await expect(getUser(page)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
      expect(page.systemClockOffset() / HOUR).toBeCloseTo(-2, 3);
    }
  });
});

describe('fault 22: tokens that have just come and look as if they had run out', () => {
  it('are accepted, and not renewed at every call', async () => {
    const browser = createBrowser({ deviceOffset: 2 * HOUR });
    sendHeaders(browser, [...signInOperations, REFRESH], { date: null });
    const page = browser.open();
    await browser.signIn(page);
    for (let turn = 0; turn < 3; turn++) expect(await page.getTokens()).toBeDefined();
    expect(browser.count(REFRESH)).toBe(0);
    expect(page.getSession()).toMatchObject({ status: 'signedIn' });
  });

  it('are handed out once where no clock explains it, with no second request behind it', async () => {
    const browser = createBrowser();
    const page = browser.open();
    await browser.signIn(page);
    // What a broken proxy sends for days: an answer that was right once.
    browser.clock.set(browser.clock.now() + HOUR);
    let reply: string | undefined;
    browser.trouble(REFRESH, async (carry) => new Response((reply ??= await (await carry()).text())));
    await page.getTokens();
    browser.clock.set(browser.clock.now() + 72 * HOUR);
    browser.sent.length = 0;
    expect(await page.getTokens()).toBeDefined();
    expect(browser.sent).toEqual([REFRESH]);
    expect(page.getSession()).toMatchObject({ status: 'signedIn' });
  });

  it('are refused at a sign-in when the service itself has told the time: they are old ones', async () => {
    const browser = createBrowser();
    const page = browser.open();
    await browser.signIn(page);
    const old = (await page.getTokens())!;
    browser.clock.set(browser.clock.now() + 2 * HOUR);
    await page.getTokens();
    await expect(page.adoptTokens({ ...old })).rejects.toMatchObject({ code: 'InvalidToken' });
  });
});
