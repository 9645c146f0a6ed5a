/** Access to the bucket under the default policies: users, guests, foreign prefixes, manipulated paths and CORS. */
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

/** Signs and sends a path exactly as written, as an attacker could. */
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
  it('fault 77 (foreign prefix): every operation on the prefix of another identity is denied', async () => {
    const aws = createAwsSide();
    const { s3 } = await asUser(aws);
    const object = { Bucket, Key: `private/${foreign}/a.txt` };
    await expect(s3.send(new PutObjectCommand({ ...object, Body: 'x' }))).rejects.toMatchObject(denied);
    await expect(s3.send(new GetObjectCommand(object))).rejects.toMatchObject(denied);
    await expect(s3.send(new DeleteObjectCommand(object))).rejects.toMatchObject(denied);
    await expect(s3.send(new CreateMultipartUploadCommand(object))).rejects.toMatchObject(denied);
    await expect(
      s3.send(new AbortMultipartUploadCommand({ ...object, UploadId: 'x' })),
    ).rejects.toMatchObject(denied);
    await expect(
      s3.send(new ListObjectsV2Command({ Bucket, Prefix: `private/${foreign}/` })),
    ).rejects.toMatchObject(denied);
  });

  it('a denial names the missing permission, and the terminal the reason without identity ids', async () => {
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

  it('a user may list the own prefix, but no wider or similar one', async () => {
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

  it('a user cannot write under a prefix that only begins like the own one', async () => {
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

  it("DeleteObjects deletes the user's own objects and denies the others", async () => {
    const aws = createAwsSide();
    const { s3, identityId } = await asUser(aws);
    const foreignKey = `private/${foreign}/a.txt`;
    const ownKey = `private/${identityId}/a.txt`;
    await asRoot(aws).s3.send(new PutObjectCommand({ Bucket, Key: foreignKey, Body: 'theirs' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: ownKey, Body: 'mine' }));
    const { Deleted, Errors } = await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: ownKey }, { Key: foreignKey }] } }),
    );
    expect(Deleted).toEqual([{ Key: ownKey }]);
    expect(Errors).toMatchObject([{ Key: foreignKey, Code: 'AccessDenied' }]);
    expect(keysIn(aws)).toContain(foreignKey);
    expect(keysIn(aws)).not.toContain(ownKey);
  });

  it('a multipart upload of another identity is out of reach, even with its upload id', async () => {
    const aws = createAwsSide();
    const owner = await asUser(aws, 'ada');
    const intruder = await asUser(aws, 'eve');
    const ownersObject = { Bucket, Key: `private/${owner.identityId}/large` };
    const { UploadId } = await owner.s3.send(new CreateMultipartUploadCommand(ownersObject));
    const { ETag } = await owner.s3.send(
      new UploadPartCommand({ ...ownersObject, UploadId, PartNumber: 1, Body: 'secret' }),
    );
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    const intrudersObject = { Bucket, Key: `private/${intruder.identityId}/large` };
    const attempts = (target: typeof ownersObject) => [
      new UploadPartCommand({ ...target, UploadId, PartNumber: 1, Body: 'mine' }),
      new ListPartsCommand({ ...target, UploadId }),
      new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload }),
      new AbortMultipartUploadCommand({ ...target, UploadId }),
    ];
    for (const command of attempts(ownersObject))
      await expect(intruder.s3.send(command as UploadPartCommand)).rejects.toMatchObject(denied);
    for (const command of attempts(intrudersObject))
      await expect(intruder.s3.send(command as UploadPartCommand)).rejects.toMatchObject({
        name: 'NoSuchUpload',
      });
    await owner.s3.send(new CompleteMultipartUploadCommand({ ...ownersObject, UploadId, MultipartUpload }));
    const got = await owner.s3.send(new GetObjectCommand(ownersObject));
    expect(await got.Body?.transformToString()).toBe('secret');
  });

  it('a missing key is reported as AccessDenied to a user who may not list the prefix', async () => {
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

describe('manipulated paths', () => {
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
  ])("%s stores nothing outside the user's prefix", async (pathOf) => {
    const aws = createAwsSide();
    const { keys, identityId } = await asUser(aws);
    const before = keysIn(aws);
    const path = pathOf(identityId);
    const resolved = new URL(path, aws.endpoint).pathname;
    const replies = [await sendRaw(aws, keys, 'PUT', path), await sendRaw(aws, keys, 'PUT', path, resolved)];
    const foreignKeys = keysIn(aws).filter(
      (key) => !before.includes(key) && !key.startsWith(`private/${identityId}/`),
    );
    expect(foreignKeys).toEqual([]);
    for (const { status } of replies) expect([200, 400, 403, 404]).toContain(status);
    if (!path.includes('..%2F')) expect(replies.map(({ ok }) => ok)).toEqual([false, false]);
  });

  it('`a/b`, `a%2Fb` and `a//b` are different keys', async () => {
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

  it('a `*` in a key is not a wildcard', async () => {
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
  it('a guest reads public objects and writes nothing', async () => {
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

  it('fault 77 (guest cap): the session policy limits a guest even if the role allows everything', async () => {
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

describe('CORS', () => {
  const preflight = (aws: AwsSide, headers: Record<string, string>) =>
    aws.services.s3(new Request(`${aws.endpoint}/${Bucket}/public/a`, { method: 'OPTIONS', headers }));
  const corsRequest = { origin: 'http://localhost:5173', 'access-control-request-method': 'PUT' };

  it('a reply follows the CORS rules of the bucket and exposes ETag and Date', async () => {
    const aws = createAwsSide();
    const reply = await preflight(aws, {
      ...corsRequest,
      'access-control-request-headers': 'authorization,x-amz-date',
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('access-control-allow-headers')).toBe('authorization, x-amz-date');
    expect(reply.headers.get('access-control-allow-methods')).toContain('PUT');
    const denial = await aws.services.s3(
      new Request(`${aws.endpoint}/${Bucket}/public/a`, { headers: { origin: corsRequest.origin } }),
    );
    expect(denial.status).toBe(403);
    expect(denial.headers.get('access-control-allow-origin')).toBe('*');
    expect(denial.headers.get('access-control-expose-headers')).toMatch(/ETag, Date/);
    expect(denial.headers.get('date')).not.toBeNull();
  });

  it('a preflight without a matching rule is refused, and the reply has no CORS headers', async () => {
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
    expect((await preflight(aws, corsRequest)).status).toBe(403);
    const allowedRequest = { origin: 'https://app.example.com', 'access-control-request-method': 'GET' };
    expect((await preflight(aws, allowedRequest)).status).toBe(200);
    expect(
      (await preflight(aws, { ...allowedRequest, 'access-control-request-headers': 'x-other' })).status,
    ).toBe(403);
    expect((await preflight(aws, { ...allowedRequest, 'access-control-request-method': 'PUT' })).status).toBe(
      403,
    );
    expect((await preflight(aws, { ...allowedRequest, origin: 'https://example.com.evil' })).status).toBe(
      403,
    );
    const other = await aws.services.s3(
      new Request(`${aws.endpoint}/${Bucket}/public/a`, { headers: { origin: 'https://evil.test' } }),
    );
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });
});
