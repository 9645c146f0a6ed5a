/** AWS's SDK from the ID token to S3 objects and DynamoDB rows: every request that the default policies allow. */
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, it } from 'vitest';
import { guest, signedIn } from './principals.ts';
import { localAwsForTests } from '../support/local-aws-server.ts';

const aws = localAwsForTests();
const Bucket = 'cognito-kit-local';

describe('identity pool and STS with AWS’s SDK', () => {
  it('give a user the same identity at every sign-in, and another user a different one', async () => {
    const [first, again, other] = [
      await signedIn(aws, 'ada', 'bySrp'),
      await signedIn(aws, 'ada'),
      await signedInAsNewUser(),
    ];
    expect(first.identityId).toMatch(/^us-east-1:[0-9a-f-]{36}$/);
    expect(again.identityId).toBe(first.identityId);
    expect(other.identityId).not.toBe(first.identityId);
  });

  it('give each guest a separate identity', async () => {
    expect((await guest(aws)).identityId).not.toBe((await guest(aws)).identityId);
  });

  it('issue credentials for one hour, for which STS returns the role', async () => {
    const { keys, sts } = await signedIn(aws, 'ada');
    expect(keys.accessKeyId).toMatch(/^ASIA[A-Z0-9]{16}$/);
    const seconds = ((keys.expiration?.getTime() ?? 0) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(3590);
    expect(seconds).toBeLessThanOrEqual(3601);
    const caller = await sts.send(new GetCallerIdentityCommand({}));
    expect(caller.Arn).toMatch(
      /^arn:aws:sts::\d{12}:assumed-role\/cognito-kit-user\/CognitoIdentityCredentials$/,
    );
  });
});

/** Signs up a second user without MFA, so that a test has two. */
async function signedInAsNewUser() {
  const { identityJs, sessionOf } = await import('../support/identity-js-client.ts');
  const { clients, exchange } = await import('./principals.ts');
  const client = identityJs(aws);
  await client.signUp('eve', 'Eavesdrop-77!', 'eve@example.com');
  await client.confirm('eve', await aws.code('eve@example.com'));
  const session = sessionOf(await client.signIn(client.user('eve'), 'Eavesdrop-77!'));
  const keys = await exchange(aws, session.getIdToken().getJwtToken())();
  return { keys, identityId: keys.identityId, ...clients(aws, keys) };
}

describe('S3 with AWS’s SDK, under the caller’s own prefix', () => {
  it('stores, reads, reads a range of, heads and deletes an object', async () => {
    const { s3, identityId } = await signedIn(aws, 'ada');
    const Key = `private/${identityId}/håndbok & notes+1 (a).txt`;
    const put = await s3.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body: 'Hello, harbour',
        ContentType: 'text/plain; charset=utf-8',
        Metadata: { kind: 'greeting' },
      }),
    );
    expect(put.ETag).toMatch(/^"[0-9a-f]{32}"$/);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await got.Body?.transformToString()).toBe('Hello, harbour');
    expect(got).toMatchObject({
      ContentType: 'text/plain; charset=utf-8',
      Metadata: { kind: 'greeting' },
      ETag: put.ETag,
    });
    const part = await s3.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=7-13' }));
    expect(await part.Body?.transformToString()).toBe('harbour');
    expect(part.ContentRange).toBe('bytes 7-13/14');
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({ ContentLength: 14 });
    await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    await expect(s3.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: expect.toSatisfy((status: number) => status === 403 || status === 404) },
    });
  });

  it('lists by prefix and delimiter, page by page, and deletes several objects', async () => {
    const { s3, identityId } = await signedIn(aws, 'ada');
    const Prefix = `private/${identityId}/`;
    for (const name of ['a.txt', 'b.txt', 'c.txt', 'photos/1.jpg', 'photos/2.jpg'])
      await s3.send(new PutObjectCommand({ Bucket, Key: Prefix + name, Body: name }));

    const keys: string[] = [];
    const folders: string[] = [];
    let ContinuationToken: string | undefined;
    let pages = 0;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket, Prefix, Delimiter: '/', MaxKeys: 2, ContinuationToken }),
      );
      keys.push(...(page.Contents ?? []).map(({ Key = '' }) => Key.slice(Prefix.length)));
      folders.push(...(page.CommonPrefixes ?? []).map((folder) => folder.Prefix?.slice(Prefix.length) ?? ''));
      ContinuationToken = page.NextContinuationToken;
      pages += 1;
    } while (ContinuationToken !== undefined);
    expect(keys).toEqual(['a.txt', 'b.txt', 'c.txt']);
    expect(folders).toEqual(['photos/']);
    expect(pages).toBe(2);

    const { Deleted } = await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((key) => ({ Key: Prefix + key })) } }),
    );
    expect(Deleted?.map(({ Key }) => Key?.slice(Prefix.length)).toSorted()).toEqual(keys);
  });

  it('takes a multipart upload by lib-storage and returns the same bytes', async () => {
    const { s3, identityId } = await signedIn(aws, 'ada');
    const Key = `private/${identityId}/large.bin`;
    const Body = new Uint8Array(12 * 1024 * 1024).map((_, i) => (i * 31) % 251);
    const loaded: number[] = [];
    const upload = new Upload({ client: s3, params: { Bucket, Key, Body } });
    upload.on('httpUploadProgress', (progress) => loaded.push(progress.loaded ?? 0));
    const done = await upload.done();
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
    expect(Math.max(...loaded)).toBe(Body.length);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const back = await got.Body?.transformToByteArray();
    expect(back && Buffer.compare(back, Body)).toBe(0);
  }, 20_000);

  it('accepts a presigned URL until it expires, and for its own key only', async () => {
    const { s3, identityId } = await signedIn(aws, 'ada');
    const Key = `private/${identityId}/signed.txt`;
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'signed' }));
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }), { expiresIn: 60 });
    expect(await fetch(url).then((reply) => reply.text())).toBe('signed');
    expect((await fetch(url.replace('signed.txt', 'other.txt'))).status).toBe(403);
    await aws.advance(61);
    const late = await fetch(url);
    expect(late.status).toBe(403);
    expect(await late.text()).toContain('<Code>AccessDenied</Code>');
  });
});

describe('DynamoDB with AWS’s SDK, under the caller’s own leading key', () => {
  it('stores, updates, reads, queries and deletes rows', async () => {
    const { documents, identityId: owner } = await signedIn(aws, 'ada');
    const TableName = 'notes';
    await documents.send(new PutCommand({ TableName, Item: { owner, id: '1', text: 'first', n: 1 } }));
    await documents.send(new PutCommand({ TableName, Item: { owner, id: '2', text: 'second' } }));
    await documents.send(
      new UpdateCommand({
        TableName,
        Key: { owner, id: '1' },
        UpdateExpression: 'SET n = n + :one',
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );
    const got = await documents.send(new GetCommand({ TableName, Key: { owner, id: '1' } }));
    expect(got.Item).toEqual({ owner, id: '1', text: 'first', n: 2 });
    const mine = await documents.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: '#o = :me',
        ExpressionAttributeNames: { '#o': 'owner' },
        ExpressionAttributeValues: { ':me': owner },
      }),
    );
    expect(mine.Items?.map(({ id }) => id)).toEqual(['1', '2']);
    await documents.send(new DeleteCommand({ TableName, Key: { owner, id: '2' } }));
    expect(
      (await documents.send(new GetCommand({ TableName, Key: { owner, id: '2' } }))).Item,
    ).toBeUndefined();
  });
});

describe('guest with AWS’s SDK', () => {
  it('reads the objects and the rows of the public gallery', async () => {
    const { s3, documents } = await guest(aws);
    const rows = await documents.send(new ScanCommand({ TableName: 'gallery' }));
    expect(rows.Count).toBeGreaterThan(3);
    for (const row of rows.Items ?? []) {
      const picture = await s3.send(new GetObjectCommand({ Bucket, Key: row['key'] as string }));
      expect(await picture.Body?.transformToString()).toContain('<svg');
    }
  });
});
