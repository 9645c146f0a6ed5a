/** Who may reach what in the bucket: the shipped policies, and the classic ways around them. */
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '@aws-crypto/sha256-js';
import { describe, expect, it } from 'vitest';
import { Bucket, createAwsSide, type Keys, type AwsSide, region } from '../sts/aws-side.ts';
import { asGuest, asRoot, asUser } from '../sts/principals.ts';

const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };
const foreign = 'us-east-1:00000000-1111-2222-3333-444444444444';

/** Signs a path exactly as it is written, as a client with bad intentions would. */
const sendRaw = async (aws: AwsSide, credentials: Keys, method: string, path: string, signedPath = path) => {
  const signer = new SignatureV4({
    service: 's3',
    region,
    credentials,
    sha256: Sha256,
    uriEscapePath: false,
  });
  const unsigned = {
    method,
    protocol: 'http:',
    hostname: 'localhost',
    port: 4599,
    path: signedPath,
    query: {},
    headers: { host: 'localhost:4599', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
  };
  const signed = await signer.sign(unsigned as Parameters<typeof signer.sign>[0]);
  return aws.services.s3(
    new Request(`${aws.endpoint}${path}`, {
      method,
      headers: signed.headers,
      ...(method === 'PUT' && { body: 'intruder' }),
    }),
  );
};

const keysIn = (aws: AwsSide) => (aws.s3State.buckets[Bucket]?.objects ?? []).map(({ key }) => key);

describe('a user', () => {
  it('fault 77: is refused what lies under another identity’s prefix', async () => {
    const aws = createAwsSide();
    const { s3 } = await asUser(aws);
    const at = { Bucket, Key: `private/${foreign}/a.txt` };
    await expect(s3.send(new PutObjectCommand({ ...at, Body: 'x' }))).rejects.toMatchObject(denied);
    await expect(s3.send(new GetObjectCommand(at))).rejects.toMatchObject(denied);
    await expect(s3.send(new DeleteObjectCommand(at))).rejects.toMatchObject(denied);
    await expect(s3.send(new CreateMultipartUploadCommand(at))).rejects.toMatchObject(denied);
    await expect(s3.send(new AbortMultipartUploadCommand({ ...at, UploadId: 'x' }))).rejects.toMatchObject(
      denied,
    );
    await expect(
      s3.send(new ListObjectsV2Command({ Bucket, Prefix: `private/${foreign}/` })),
    ).rejects.toMatchObject(denied);
  });

  it('is told the missing permission, and the terminal the reason without any identity id', async () => {
    const aws = createAwsSide();
    const { s3, identityId } = await asUser(aws);
    await expect(
      s3.send(new PutObjectCommand({ Bucket, Key: `private/${foreign}/a.txt`, Body: 'x' })),
    ).rejects.toThrow(
      /is not authorized to perform: s3:PutObject on resource: .* because no identity-based policy allows/,
    );
    const line = aws.lines.at(-1) ?? '';
    expect(line).toMatch(
      /^denied: .*own-objects\/UseOwnObjects: its resource .* is not .*<identity>\/a\.txt/,
    );
    expect(line).not.toContain(identityId);
    expect(line).not.toContain(foreign);
  });

  it('lists its own prefix, and nothing wider or merely alike', async () => {
    const aws = createAwsSide();
    const { s3, identityId } = await asUser(aws);
    await s3.send(new ListObjectsV2Command({ Bucket, Prefix: `private/${identityId}/` }));
    await s3.send(new ListObjectsV2Command({ Bucket, Prefix: `private/${identityId}/deep/er` }));
    const wider = [
      undefined,
      '',
      'private',
      'private/',
      `private/${identityId}`,
      `private/${identityId}x/`,
      '*',
    ];
    for (const Prefix of wider)
      await expect(s3.send(new ListObjectsV2Command({ Bucket, Prefix }))).rejects.toMatchObject(denied);
  });

  it('refuses a prefix that only starts like mine', async () => {
    const aws = createAwsSide();
    const { s3, identityId } = await asUser(aws);
    for (const Key of [
      `private/${identityId}`,
      `private/${identityId}x/a`,
      `private/${identityId}-2/a`,
      `Private/${identityId}/a`,
    ])
      await expect(s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))).rejects.toMatchObject(denied);
  });

  it('deletes in a batch only what is its own', async () => {
    const aws = createAwsSide();
    const { s3, identityId } = await asUser(aws);
    const theirs = `private/${foreign}/a.txt`;
    const mine = `private/${identityId}/a.txt`;
    await asRoot(aws).s3.send(new PutObjectCommand({ Bucket, Key: theirs, Body: 'theirs' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: mine, Body: 'mine' }));
    const { Deleted, Errors } = await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: mine }, { Key: theirs }] } }),
    );
    expect(Deleted).toEqual([{ Key: mine }]);
    expect(Errors).toMatchObject([{ Key: theirs, Code: 'AccessDenied' }]);
    expect(keysIn(aws)).toContain(theirs);
    expect(keysIn(aws)).not.toContain(mine);
  });

  it('cannot touch an upload of another identity, though it may know its id', async () => {
    const aws = createAwsSide();
    const owner = await asUser(aws, 'ada');
    const intruder = await asUser(aws, 'eve');
    const at = { Bucket, Key: `private/${owner.identityId}/large` };
    const { UploadId } = await owner.s3.send(new CreateMultipartUploadCommand(at));
    const { ETag } = await owner.s3.send(
      new UploadPartCommand({ ...at, UploadId, PartNumber: 1, Body: 'secret' }),
    );
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    const underMine = { Bucket, Key: `private/${intruder.identityId}/large` };
    const attempts = (where: typeof at) => [
      new UploadPartCommand({ ...where, UploadId, PartNumber: 1, Body: 'mine' }),
      new ListPartsCommand({ ...where, UploadId }),
      new CompleteMultipartUploadCommand({ ...where, UploadId, MultipartUpload }),
      new AbortMultipartUploadCommand({ ...where, UploadId }),
    ];
    for (const command of attempts(at))
      await expect(intruder.s3.send(command as UploadPartCommand)).rejects.toMatchObject(denied);
    for (const command of attempts(underMine))
      await expect(intruder.s3.send(command as UploadPartCommand)).rejects.toMatchObject({
        name: 'NoSuchUpload',
      });
    await owner.s3.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload }));
    const got = await owner.s3.send(new GetObjectCommand(at));
    expect(await got.Body?.transformToString()).toBe('secret');
  });

  it('is not told whether a key exists that it may not list', async () => {
    const aws = createAwsSide();
    const { s3, identityId } = await asUser(aws);
    await expect(
      s3.send(new GetObjectCommand({ Bucket, Key: `private/${identityId}/nothing` })),
    ).rejects.toMatchObject(denied);
    await expect(
      asRoot(aws).s3.send(new GetObjectCommand({ Bucket, Key: `private/${identityId}/nothing` })),
    ).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

describe('paths that try to lead elsewhere', () => {
  it.each([
    (me: string) => `/${Bucket}/private/${me}/../${foreign}/a.txt`,
    (me: string) => `/${Bucket}/private/${me}/%2e%2e/${foreign}/a.txt`,
    (me: string) => `/${Bucket}/private/${me}/..%2F${foreign}/a.txt`,
    (me: string) => `/${Bucket}/private/${me}/../../public/a.txt`,
    () => `/${Bucket}/private%2F${encodeURIComponent(foreign)}%2Fa.txt`,
    () => `/${Bucket}/private//${foreign}/a.txt`,
    (me: string) => `/${Bucket}//private/${me}/a.txt`,
    (me: string) => `/${Bucket}%2Fprivate%2F${encodeURIComponent(me)}/a.txt`,
    () => `/${Bucket}/./private/${foreign}/a.txt`,
    (me: string) => `/${Bucket}/private/${me}/%c0%ae%c0%ae/a.txt`,
    (me: string) => `/${Bucket}/private/${me}\\..\\${foreign}/a.txt`,
  ])('%s stores nothing outside my prefix', async (pathOf) => {
    const aws = createAwsSide();
    const { keys, identityId } = await asUser(aws);
    const before = keysIn(aws);
    const path = pathOf(identityId);
    const resolved = new URL(path, aws.endpoint).pathname;
    const replies = [await sendRaw(aws, keys, 'PUT', path), await sendRaw(aws, keys, 'PUT', path, resolved)];
    const strayed = keysIn(aws).filter(
      (key) => !before.includes(key) && !key.startsWith(`private/${identityId}/`),
    );
    expect(strayed).toEqual([]);
    for (const { status } of replies) expect([200, 400, 403, 404]).toContain(status);
    if (!path.includes('..%2F')) expect(replies.map(({ ok }) => ok)).toEqual([false, false]);
  });

  it('keeps `a/b`, `a%2Fb` and `a//b` apart as three keys', async () => {
    const aws = createAwsSide();
    const { s3, identityId } = await asUser(aws);
    const names = ['a/b', 'a%2Fb', 'a//b', 'a+b', 'a b', 'a%20b'];
    for (const name of names)
      await s3.send(new PutObjectCommand({ Bucket, Key: `private/${identityId}/${name}`, Body: name }));
    for (const name of names) {
      const got = await s3.send(new GetObjectCommand({ Bucket, Key: `private/${identityId}/${name}` }));
      expect(await got.Body?.transformToString()).toBe(name);
    }
  });

  it('takes a `*` in a key for a star', async () => {
    const aws = createAwsSide();
    const { s3 } = await asUser(aws);
    for (const Key of [
      'private/*/a',
      'private/us-east-1:*/a',
      'private/${cognito-identity.amazonaws.com:sub}/a',
    ])
      await expect(s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))).rejects.toMatchObject(denied);
  });
});

describe('a guest', () => {
  it('reads what is public and writes nothing', async () => {
    const aws = createAwsSide();
    const { s3, identityId } = await asGuest(aws);
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'public/gallery/' }));
    expect(Contents.length).toBe(6);
    for (const { Key } of Contents) {
      const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
      expect(await got.Body?.transformToString()).toMatch(/^<svg .*<\/svg>$/);
    }
    for (const Key of ['public/gallery/graffiti.svg', `private/${identityId}/a`])
      await expect(s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))).rejects.toMatchObject(denied);
    await expect(s3.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject(denied);
  });

  it('fault 77: stays under the guest cap even when its role allows everything', async () => {
    const aws = createAwsSide();
    const role = aws.iam.roles['arn:aws:iam::123456789012:role/cognito-kit-guest'];
    role!.policies = [
      {
        name: 'all',
        document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
      },
    ];
    const { keys } = await asGuest(aws);
    const principal = aws.sts.issued[keys.accessKeyId]!.principal;
    const { createAuthorize } = await import('../../../local/src/iam/authorize.ts');
    const authorize = createAuthorize({ platform: aws.platform, iam: aws.iam });
    expect(authorize({ principal, action: 's3:PutObject', resource: 'arn:aws:s3:::x/y' }).effect).toBe(
      'Allow',
    );
    expect(authorize({ principal, action: 'iam:CreateUser', resource: '*' })).toMatchObject({
      effect: 'Deny',
      reason: 'session',
      message: expect.stringContaining('because no session policy allows the iam:CreateUser action'),
    });
  });
});

describe('across origins', () => {
  const preflight = (aws: AwsSide, headers: Record<string, string>) =>
    aws.services.s3(new Request(`${aws.endpoint}/${Bucket}/public/a`, { method: 'OPTIONS', headers }));
  const asks = { origin: 'http://localhost:5173', 'access-control-request-method': 'PUT' };

  it('answers from the bucket’s rules, exposing ETag and Date', async () => {
    const aws = createAwsSide();
    const reply = await preflight(aws, {
      ...asks,
      'access-control-request-headers': 'authorization,x-amz-date',
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('access-control-allow-headers')).toBe('authorization, x-amz-date');
    expect(reply.headers.get('access-control-allow-methods')).toContain('PUT');
    const denial = await aws.services.s3(
      new Request(`${aws.endpoint}/${Bucket}/public/a`, { headers: { origin: asks.origin } }),
    );
    expect(denial.status).toBe(403);
    expect(denial.headers.get('access-control-allow-origin')).toBe('*');
    expect(denial.headers.get('access-control-expose-headers')).toMatch(/ETag, Date/);
    expect(denial.headers.get('date')).not.toBeNull();
  });

  it('refuses the preflight when no rule fits, and lets no page read the answer', async () => {
    const aws = createAwsSide();
    const bucket = aws.s3State.buckets[Bucket]!;
    bucket.cors = [
      {
        allowedOrigins: ['https://*.example.com'],
        allowedMethods: ['GET'],
        allowedHeaders: ['x-amz-*'],
        exposeHeaders: [],
      },
    ];
    expect((await preflight(aws, asks)).status).toBe(403);
    const good = { origin: 'https://app.example.com', 'access-control-request-method': 'GET' };
    expect((await preflight(aws, good)).status).toBe(200);
    expect((await preflight(aws, { ...good, 'access-control-request-headers': 'x-other' })).status).toBe(403);
    expect((await preflight(aws, { ...good, 'access-control-request-method': 'PUT' })).status).toBe(403);
    expect((await preflight(aws, { ...good, origin: 'https://example.com.evil' })).status).toBe(403);
    const other = await aws.services.s3(
      new Request(`${aws.endpoint}/${Bucket}/public/a`, { headers: { origin: 'https://evil.test' } }),
    );
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });
});
