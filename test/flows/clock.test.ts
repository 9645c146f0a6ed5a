/**
 * Proves that a device with a wrong clock can sign in, refresh and use AWS, and from which replies the kit
 * measures the clock.
 */
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createAwsClient, getUser } from '../../src/core.ts';
import { createBrowser, type Browser } from '../support/browser.ts';

const REFRESH = 'GetTokensFromRefreshToken';
const HOUR = 3_600_000;

/** Creates a browser on a device that is this many hours ahead of the service. */
const openOnWrongClock = (hours: number) => {
  const browser = createBrowser({ deviceOffset: hours * HOUR });
  // The AWS SDK reads the real time, so the real time stands for the device's clock.
  browser.clock.set(Date.now() - hours * HOUR);
  return browser;
};
/** Sets headers on every reply to these operations; null removes a header. */
const sendHeaders = (browser: Browser, operations: string[], headers: Record<string, string | null>) => {
  for (const operation of operations)
    browser.intercept(operation, async (send) => {
      const reply = await send();
      for (const [name, value] of Object.entries(headers))
        if (value === null) reply.headers.delete(name);
        else reply.headers.set(name, value);
      return reply;
    });
};
const dateOf = (browser: Browser, ago: number) => new Date(browser.clock.now() - ago).toUTCString();
const signInOperations = ['InitiateAuth', 'RespondToAuthChallenge'];

describe.each([24, -24, 3, -3])('fault 17 (wrong clock): a device that is %i hours ahead', (hours) => {
  it.each(['a user', 'a guest'])(
    'fault 17 (wrong clock): %s reaches S3 with no additional request',
    async (principal) => {
      const browser = openOnWrongClock(hours);
      const page = browser.open({ guest: true });
      await page.ready();
      if (principal === 'a user') await browser.signIn(page);
      browser.sent.length = 0;
      const { identityId } = await page.credentials();
      expect(page.systemClockOffset() / HOUR).toBeCloseTo(-hours, 2);
      const client = createAwsClient(page, S3Client);
      const Prefix = principal === 'a user' ? `private/${identityId}/` : 'public/';
      await client.send(new ListObjectsV2Command({ Bucket: browser.aws.buckets[0], Prefix }));
      expect(browser.sent.slice(0, 2)).toEqual(['GetId', 'GetCredentialsForIdentity']);
      expect(browser.sent.slice(2).map((path) => path.split(' ')[0])).toEqual(['GET']);
    },
  );

  it('fault 17 (wrong clock): an S3 client created before the clock was measured needs one more request', async () => {
    const browser = openOnWrongClock(hours);
    const page = browser.open({ guest: true });
    await page.ready();
    const client = createAwsClient(page, S3Client);
    await client.send(new ListObjectsV2Command({ Bucket: browser.aws.buckets[0], Prefix: 'public/' }));
    expect(browser.sent.slice(0, 2)).toEqual(['GetId', 'GetCredentialsForIdentity']);
    expect(browser.sent.length).toBeLessThanOrEqual(4);
  });
});

describe('the measured clock offset', () => {
  it('fault 20 (cached reply): a reply with an Age header leaves the offset unchanged', async () => {
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

  it('fault 21 (hidden Date): the offset is measured by the tokens if CORS hides the Date header', async () => {
    const browser = createBrowser({ deviceOffset: 5 * HOUR });
    sendHeaders(browser, [...signInOperations, REFRESH], { date: null });
    const page = browser.open();
    await browser.signIn(page);
    expect(page.systemClockOffset() / HOUR).toBeCloseTo(-5, 3);
    await page.getTokens();
    expect(browser.count(REFRESH)).toBe(0);
  });

  it("a guest's offset is measured by the expiration of the credentials, to the minute", async () => {
    const browser = createBrowser({ deviceOffset: -40 * 60_000 });
    const page = browser.open({ guest: true });
    await page.credentials();
    expect(page.systemClockOffset() / 60_000).toBeCloseTo(40, 1);
  });
});

describe('a device whose clock is corrected while a session is stored', () => {
  /** Signs in on a clock that is two hours ahead; `correctAfter` sets it right. */
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
    const correctAfter = (minutes: number) => {
      ahead = 0;
      browser.clock.set(browser.clock.now() + minutes * 60_000);
    };
    return { browser, page, correctAfter };
  };

  it('the next refused call corrects the offset, and the call after it succeeds with refreshed tokens', async () => {
    const { browser, page, correctAfter } = await signedIn();
    correctAfter(70);
    await expect(getUser(page)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    expect(page.systemClockOffset()).toBe(0);
    expect(await getUser(page)).toMatchObject({ username: 'ada' });
    expect(browser.count(REFRESH)).toBe(1);
    const reloaded = browser.open();
    await reloaded.ready();
    expect(reloaded.systemClockOffset(), 'the stored offset').toBe(0);
  });

  it('an exchange of credentials corrects the offset, and the stored offset does not undo it', async () => {
    const { browser, page, correctAfter } = await signedIn();
    correctAfter(10);
    await page.credentials();
    expect(page.systemClockOffset()).toBe(0);
    const reloaded = browser.open();
    await reloaded.ready();
    expect(reloaded.systemClockOffset()).toBe(0);
  });

  it.each([
    ['a captive portal', 200, '<html>'],
    ['a firewall', 403, '<html>'],
    ['a broken proxy', 502, '<html>'],
    ['a proxy that throttles', 429, '{}'],
  ])('the offset is not measured by the reply of %s', async (_, status, body) => {
    const { browser, page, correctAfter } = await signedIn();
    correctAfter(10);
    const date = dateOf(browser, 9 * HOUR);
    browser.intercept('GetUser', async () => new Response(body, { status, headers: { date } }));
    const failed = expect(getUser(page)).rejects.toMatchObject({ name: 'CognitoError' });
    for (let tries = 0; tries < 3; tries++) await browser.idle().then(() => browser.clock.advance(1_000));
    await failed;
    expect(page.systemClockOffset() / HOUR).toBeCloseTo(-2, 3);
  });

  it('the offset is not measured by a refusal from a cache or without a Date header', async () => {
    const { browser, page, correctAfter } = await signedIn();
    correctAfter(70);
    for (const headers of [{ age: '5' }, { date: null }]) {
      sendHeaders(browser, ['GetUser'], headers);
      await expect(getUser(page)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
      expect(page.systemClockOffset() / HOUR).toBeCloseTo(-2, 3);
    }
  });
});

describe('fault 22 (new token looks expired)', () => {
  it('fault 22 (new token looks expired): tokens that look expired on arrival are accepted without a refresh at each call', async () => {
    const browser = createBrowser({ deviceOffset: 2 * HOUR });
    sendHeaders(browser, [...signInOperations, REFRESH], { date: null });
    const page = browser.open();
    await browser.signIn(page);
    for (let turn = 0; turn < 3; turn++) expect(await page.getTokens()).toBeDefined();
    expect(browser.count(REFRESH)).toBe(0);
    expect(page.getSession()).toMatchObject({ status: 'signedIn' });
  });

  it('fault 22 (new token looks expired): tokens of a stale reply are returned once, without a second request', async () => {
    const browser = createBrowser();
    const page = browser.open();
    await browser.signIn(page);
    // A broken proxy sends the same old reply for days.
    browser.clock.set(browser.clock.now() + HOUR);
    let reply: string | undefined;
    browser.intercept(REFRESH, async (send) => new Response((reply ??= await (await send()).text())));
    await page.getTokens();
    browser.clock.set(browser.clock.now() + 72 * HOUR);
    browser.sent.length = 0;
    expect(await page.getTokens()).toBeDefined();
    expect(browser.sent).toEqual([REFRESH]);
    expect(page.getSession()).toMatchObject({ status: 'signedIn' });
  });

  it("fault 67 (expired on arrival): adoptTokens refuses expired tokens once the service's clock is known", async () => {
    const browser = createBrowser();
    const page = browser.open();
    await browser.signIn(page);
    const old = (await page.getTokens())!;
    browser.clock.set(browser.clock.now() + 2 * HOUR);
    await page.getTokens();
    await expect(page.adoptTokens({ ...old })).rejects.toMatchObject({ code: 'InvalidToken' });
  });
});
