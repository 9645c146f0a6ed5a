/**
 * Proves that AWS SDK clients sign as the current principal when users switch, and continue when their keys
 * expire.
 */
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { describe, expect, it } from 'vitest';
import { createAwsClient, linkGuest, type AwsRequestHandler, type Cognito } from '../../src/core.ts';
import { settle } from '../support/fake-clock.ts';
import { neverReply, replyWith } from '../support/network.ts';
import { createBrowser, type Browser } from '../support/browser.ts';
import { ada, bea } from '../support/users.ts';

const MiB = 1024 * 1024;
const KEYS = 'GetCredentialsForIdentity';
const users = [ada, bea];
const offsetOf = (browser: Browser) => browser.clock.now() - Date.now();

/**
 * Creates an S3 client as an app would by hand, with a request handler that records which access key signed
 * each request.
 */
function createHandMadeClient(
  browser: Browser,
  page: Cognito,
  credentials: () => Promise<object> = page.credentials,
) {
  // The AWS SDK reads the real time, and would ask for expired keys again at each request, memoized or not.
  browser.clock.set(Date.now());
  const signers: (string | undefined)[] = [];
  const requestHandler: AwsRequestHandler = {
    async handle({ method, protocol, hostname, port, path, query = {}, headers }) {
      signers.push(/Credential=([^/]+)/.exec(headers['authorization'] ?? '')?.[1]);
      const url = `${protocol}//${hostname}:${port}${path}?${new URLSearchParams(query as Record<string, string>)}`;
      const response = await browser.aws.fetch(url, { method, headers });
      return {
        response: {
          statusCode: response.status,
          headers: Object.fromEntries(response.headers),
          body: response.body,
        },
      };
    },
  };
  const client = new S3Client({
    region: page.config.region,
    endpoint: browser.aws.config.endpoint,
    forcePathStyle: true,
    credentials: credentials as typeof page.credentials,
    requestHandler,
    systemClockOffset: offsetOf(browser),
  });
  const list = new ListObjectsV2Command({ Bucket: browser.aws.buckets[0], Prefix: 'public/' });
  return {
    /** Sends a request and returns the access key that signed it. */
    signer: async () => {
      await client.send(list);
      return signers.at(-1);
    },
  };
}

describe('an S3 client that the app constructs', () => {
  it('faults 69 and 70 (principals): a hand-made client signs as the guest, as user A, as user B, and as the guest again', async () => {
    const browser = createBrowser({ users });
    const page = browser.open({ guest: true });
    const { signer } = createHandMadeClient(browser, page);
    const keys = new Set<string | undefined>();
    const expectOwn = async () => {
      const key = await signer();
      expect(key).toBe((await page.credentials()).accessKeyId);
      keys.add(key);
      return key;
    };
    const guest = await expectOwn();
    await browser.signIn(page, 'ada');
    await expectOwn();
    await browser.signIn(page, 'bea');
    await expectOwn();
    await page.signOut();
    expect(await expectOwn()).toBe(guest);
    expect(keys.size).toBe(3);
  });

  it('a provider without `memoized` goes on signing as the guest after a sign-in', async () => {
    const browser = createBrowser({ users });
    const page = browser.open({ guest: true });
    const { signer } = createHandMadeClient(browser, page, () => page.credentials());
    const guest = await signer();
    await browser.signIn(page, 'ada');
    expect(await signer()).toBe(guest);
  });

  it('a client signs with new keys after linkGuest', async () => {
    const browser = createBrowser({ users });
    const page = browser.open({ guest: true });
    const { signer } = createHandMadeClient(browser, page);
    await signer();
    await browser.signIn(page, 'ada');
    const before = await signer();
    await linkGuest(page);
    expect(await signer()).not.toBe(before);
    expect(await signer()).toBe((await page.credentials()).accessKeyId);
  });
});

describe('createAwsClient', () => {
  it('fault 79 (sign-out during a request): a switch of user aborts the client, which sends nothing more', async () => {
    const browser = createBrowser({ users });
    const page = browser.open();
    await browser.signIn(page, 'ada');
    const client = createAwsClient(page, DynamoDBClient, { systemClockOffset: offsetOf(browser) });
    await page.credentials();
    browser.intercept('ListTables', neverReply);
    const aborted = expect(client.send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: 'AbortError',
    });
    await expect.poll(() => browser.count('ListTables')).toBe(1);
    await browser.signIn(page, 'bea');
    await aborted;
    await expect(client.send(new ListTablesCommand({}))).rejects.toMatchObject({ name: 'AbortError' });
    expect(browser.count('ListTables')).toBe(1);
  });

  it('an upload whose keys expire half-way renews them once and continues', async () => {
    const browser = createBrowser({ users, client: { idTokenValidity: 86_400 } });
    const page = browser.open();
    await browser.signIn(page, 'ada');
    const { identityId } = await page.credentials();
    const client = createAwsClient(page, S3Client, { systemClockOffset: offsetOf(browser) });
    const Key = `private/${identityId}/long.bin`;
    const path = `PUT /${browser.aws.buckets[0]}/${Key.replace(':', '%3A')}`;
    let parts = 0;
    let refused = 0;
    browser.intercept(path, async (send) => {
      // The service's clock moves on and the device's does not, so the device considers the keys valid for
      // good.
      if (++parts === 2) browser.aws.clock.advance(3_700);
      const reply = await send();
      if (reply.status === 400) refused++;
      return reply;
    });
    browser.sent.length = 0;
    const upload = new Upload({
      client,
      queueSize: 2,
      partSize: 5 * MiB,
      params: { Bucket: browser.aws.buckets[0], Key, Body: new Uint8Array(21 * MiB) },
    });
    const { ETag } = await upload.done();
    expect(ETag).toMatch(/-5"$/);
    expect(browser.count(KEYS)).toBe(1);
    expect(refused).toBeGreaterThan(1);
  });

  it('a request that learns late of its expired keys uses those that another request has renewed', async () => {
    const browser = createBrowser({ users });
    const page = browser.open({ guest: true });
    const { accessKeyId } = await page.credentials();
    const client = createAwsClient(page, S3Client, { systemClockOffset: offsetOf(browser) });
    const expired = replyWith(400, '<Error><Code>ExpiredToken</Code></Error>');
    const path = `GET /${browser.aws.buckets[0]}/`;
    let requestCount = 0;
    browser.intercept(path, async (send) => {
      const turn = ++requestCount;
      if (turn > 2) return send();
      if (turn === 2) await expect.poll(() => requestCount).toBe(3);
      return expired();
    });
    const list = new ListObjectsV2Command({ Bucket: browser.aws.buckets[0], Prefix: 'public/' });
    await Promise.all([client.send(list), client.send(list)]);
    expect(requestCount).toBe(4);
    expect(browser.count(KEYS)).toBe(2);
    expect((await page.credentials()).accessKeyId).not.toBe(accessKeyId);
  });
});

it('fault 91 (users on one server): clients of several users in one process never mix', async () => {
  const browser = createBrowser({ users });
  const pages = Array.from({ length: 10 }, () => browser.open({ storage: 'memory', guest: true }));
  const names = [undefined, 'ada', 'bea'];
  await Promise.all(
    pages.map(async (page, index) => {
      const name = names[index % 3];
      if (name) await browser.signIn(page, name);
    }),
  );
  const ids = await Promise.all(pages.map((page) => page.credentials().then(({ identityId }) => identityId)));
  const idsOf = (rest: number) => new Set(ids.filter((_, index) => index % 3 === rest));
  expect([idsOf(1).size, idsOf(2).size]).toEqual([1, 1]);
  // Pages with memory storage share no store, so each guest has an identity of its own.
  expect(idsOf(0).size).toBe(4);
  expect(new Set(ids).size).toBe(6);
  await settle();
});
