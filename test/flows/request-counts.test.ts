/**
 * Proves how many requests sign-in, credentials and S3 cost. Preflights are sent by browsers and counted in
 * test/browser.
 */
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { beforeEach, describe, expect, it } from 'vitest';
import { createAwsClient, type Cognito } from '../../src/core.ts';
import { settle } from '../support/fake-clock.ts';
import { createBrowser, type Browser } from '../support/browser.ts';

let browser: Browser;

beforeEach(() => {
  browser = createBrowser();
});

it('a sign-in with an unused identity pool costs two requests', async () => {
  const page = browser.open({ guest: true });
  await page.ready();
  await browser.signIn(page);
  await settle();
  expect(page.getSession()).toMatchObject({ status: 'signedIn' });
  expect(browser.sent).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
});

it('the first credentials of a user cost two requests', async () => {
  const page = browser.open();
  await browser.signIn(page);
  await page.credentials();
  expect(browser.sent.slice(2)).toEqual(['GetId', 'GetCredentialsForIdentity']);
});

it('a reload of a signed-in page costs no request, with credentials too', async () => {
  const page = browser.open();
  await browser.signIn(page);
  await page.credentials();
  browser.sent.length = 0;
  const reloaded = browser.open();
  await reloaded.ready();
  await reloaded.getTokens();
  await reloaded.credentials();
  expect(browser.sent).toEqual([]);
});

it("a guest's first visit costs two requests, a reload none", async () => {
  await browser.open({ guest: true }).credentials();
  expect(browser.sent).toEqual(['GetId', 'GetCredentialsForIdentity']);
  await browser.open({ guest: true }).credentials();
  expect(browser.sent.length).toBe(2);
});

it('fifty callers with expired tokens and credentials cost one refresh and one exchange', async () => {
  const page = browser.open();
  await browser.signIn(page);
  await page.credentials();
  browser.clock.set(browser.clock.now() + 3 * 3_600_000);
  browser.sent.length = 0;
  await Promise.all(Array.from({ length: 50 }, () => page.credentials()));
  expect(browser.sent).toEqual(['GetTokensFromRefreshToken', 'GetCredentialsForIdentity']);
});

it('every request to Cognito has the same two headers, so one preflight covers them all', async () => {
  const headers = new Set<string>();
  const page = browser.open({
    guest: true,
    fetch(url, init) {
      headers.add([...new Headers(init.headers).keys()].toSorted().join());
      return browser.aws.fetch(url, init);
    },
  });
  await page.credentials();
  await browser.signIn(page);
  await page.credentials();
  await page.getTokens({ refresh: true });
  await page.signOut();
  await settle();
  expect([...headers]).toEqual(['content-type,x-amz-target']);
});

describe('requests to S3', () => {
  const s3 = (page: Cognito) =>
    createAwsClient(page, S3Client, { systemClockOffset: browser.clock.now() - Date.now() });
  /** Uses credentials once, and returns a command for a public object. */
  const prepareGet = async (page: Cognito) => {
    const Bucket = browser.aws.buckets[0];
    const { Contents = [] } = await s3(page).send(new ListObjectsV2Command({ Bucket, Prefix: 'public/' }));
    browser.sent.length = 0;
    return new GetObjectCommand({ Bucket, Key: Contents[0]?.Key });
  };

  it('a reloaded page costs one request up to the first byte of an object, for a user and a guest', async () => {
    for (const principal of ['guest', 'ada']) {
      const page = browser.open({ guest: true });
      if (principal !== 'guest') await browser.signIn(page, principal);
      const get = await prepareGet(page);
      const reloaded = browser.open({ guest: true });
      await s3(reloaded).send(get);
      expect(browser.sent).toEqual([`GET /${get.input.Bucket}/${get.input.Key}`]);
    }
  });

  it('a presigned URL costs no request', async () => {
    const page = browser.open({ guest: true });
    const get = await prepareGet(page);
    expect(await getSignedUrl(s3(page), get)).toContain((await page.credentials()).accessKeyId);
    expect(browser.sent).toEqual([]);
  });
});
