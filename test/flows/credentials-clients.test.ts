/** Clients of the AWS SDK over the kit's credentials: as whom they sign when people come and go, and keys run out. */
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { describe, expect, it } from 'vitest';
import { createAwsClient, linkGuest, type AwsRequestHandler, type Cognito } from '../../src/core.ts';
import { settle } from '../support/fake-clock.ts';
import { answer, createBrowser, type Browser } from '../support/page.ts';

const MiB = 1024 * 1024;
const KEYS = 'GetCredentialsForIdentity';
const people = [
  { email: 'ada@example.com', password: 'Correct-horse-1' },
  { email: 'bea@example.com', password: 'Correct-horse-2' },
];
const offset = (browser: Browser) => browser.clock.now() - Date.now();

/** A client that an app made by hand, with a handler that knows nothing of the kit; and who signed each request. */
function byHand(browser: Browser, page: Cognito, credentials: () => Promise<object> = page.credentials) {
  // The SDK looks at the real time: keys that had run out it would ask for anew each time, remembered or not.
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
    systemClockOffset: offset(browser),
  });
  const look = new ListObjectsV2Command({ Bucket: browser.aws.buckets[0], Prefix: 'public/' });
  return {
    /** Sends something, and gives the access key that it was signed with. */
    signer: async () => {
      await client.send(look);
      return signers.at(-1);
    },
  };
}

describe('a client made by hand', () => {
  it('faults 69 and 70: signs as who is here: guest, A, B, guest', async () => {
    const browser = createBrowser({ users: people });
    const page = browser.open({ guest: true });
    const { signer } = byHand(browser, page);
    const seen = new Set<string | undefined>();
    const expectOwn = async () => {
      const key = await signer();
      expect(key).toBe((await page.credentials()).accessKeyId);
      seen.add(key);
      return key;
    };
    const guest = await expectOwn();
    await browser.signIn(page, 'ada');
    await expectOwn();
    await browser.signIn(page, 'bea');
    await expectOwn();
    await page.signOut();
    expect(await expectOwn()).toBe(guest);
    expect(seen.size).toBe(3);
  });

  it('would go on as the guest if the provider were not marked as memoized: why it is', async () => {
    const browser = createBrowser({ users: people });
    const page = browser.open({ guest: true });
    const { signer } = byHand(browser, page, () => page.credentials());
    const guest = await signer();
    await browser.signIn(page, 'ada');
    expect(await signer()).toBe(guest);
  });

  it('signs with the keys of after a link', async () => {
    const browser = createBrowser({ users: people });
    const page = browser.open({ guest: true });
    const { signer } = byHand(browser, page);
    await signer();
    await browser.signIn(page, 'ada');
    const before = await signer();
    await linkGuest(page);
    expect(await signer()).not.toBe(before);
    expect(await signer()).toBe((await page.credentials()).accessKeyId);
  });
});

describe('createAwsClient', () => {
  it('fault 79: is aborted at a switch, and sends nothing more', async () => {
    const browser = createBrowser({ users: people });
    const page = browser.open();
    await browser.signIn(page, 'ada');
    const client = createAwsClient(page, DynamoDBClient, { systemClockOffset: offset(browser) });
    await page.credentials();
    browser.trouble('ListTables', () => new Promise(() => {}));
    const aborted = expect(client.send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: 'AbortError',
    });
    await expect.poll(() => browser.count('ListTables')).toBe(1);
    await browser.signIn(page, 'bea');
    await aborted;
    await expect(client.send(new ListTablesCommand({}))).rejects.toMatchObject({ name: 'AbortError' });
    expect(browser.count('ListTables')).toBe(1);
  });

  it('keys that end in the middle of a long upload are renewed once, and it goes on', async () => {
    const browser = createBrowser({ users: people, client: { idTokenValidity: 86_400 } });
    const page = browser.open();
    await browser.signIn(page, 'ada');
    const { identityId } = await page.credentials();
    const client = createAwsClient(page, S3Client, { systemClockOffset: offset(browser) });
    const Key = `private/${identityId}/long.bin`;
    const path = `PUT /${browser.aws.buckets[0]}/${Key.replace(':', '%3A')}`;
    let parts = 0;
    let refused = 0;
    browser.trouble(path, async (carry) => {
      // The service's clock runs ahead of this device's, which holds the keys for good.
      if (++parts === 2) browser.aws.clock.advance(3_700);
      const reply = await carry();
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

  it('a call that learns late that its keys ran out uses those that another one has asked for', async () => {
    const browser = createBrowser({ users: people });
    const page = browser.open({ guest: true });
    const { accessKeyId } = await page.credentials();
    const client = createAwsClient(page, S3Client, { systemClockOffset: offset(browser) });
    const expired = answer(400, '<Error><Code>ExpiredToken</Code></Error>');
    const path = `GET /${browser.aws.buckets[0]}/`;
    let asked = 0;
    browser.trouble(path, async (carry) => {
      const turn = ++asked;
      if (turn > 2) return carry();
      if (turn === 2) await expect.poll(() => asked).toBe(3);
      return expired(carry);
    });
    const list = new ListObjectsV2Command({ Bucket: browser.aws.buckets[0], Prefix: 'public/' });
    await Promise.all([client.send(list), client.send(list)]);
    expect(asked).toBe(4);
    expect(browser.count(KEYS)).toBe(2);
    expect((await page.credentials()).accessKeyId).not.toBe(accessKeyId);
  });
});

it('fault 91: clients of several people in one process never cross', async () => {
  const browser = createBrowser({ users: people });
  const pages = Array.from({ length: 10 }, () => browser.open({ storage: 'memory', guest: true }));
  const names = [undefined, 'ada', 'bea'];
  await Promise.all(
    pages.map(async (page, at) => {
      const name = names[at % 3];
      if (name) await browser.signIn(page, name);
    }),
  );
  const ids = await Promise.all(pages.map((page) => page.credentials().then(({ identityId }) => identityId)));
  const of = (rest: number) => new Set(ids.filter((_, at) => at % 3 === rest));
  expect([of(1).size, of(2).size]).toEqual([1, 1]);
  // A guest of its own each: they share no store.
  expect(of(0).size).toBe(4);
  expect(new Set(ids).size).toBe(6);
  await settle();
});
