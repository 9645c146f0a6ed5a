/** The AWS SDK's S3 client against the local S3: objects, lists, parts and presigned URLs. */
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Bucket, createAwsSide } from '../sts/aws-side.ts';
import { asRoot, asUser } from '../sts/principals.ts';

const root = () => {
  const aws = createAwsSide();
  return { aws, ...asRoot(aws) };
};
const hexMd5 = (body: Uint8Array | string) => createHash('md5').update(body).digest('hex');

describe('an object', () => {
  it('comes back as it was put, with its type, metadata and MD5', async () => {
    const aws = createAwsSide();
    const { s3, identityId } = await asUser(aws);
    const Key = `private/${identityId}/håndbok & notes+1 (a) 🎏.txt`;
    const put = await s3.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body: 'Hello, harbour',
        ContentType: 'text/plain; charset=utf-8',
        CacheControl: 'no-cache',
        Metadata: { kind: 'greeting' },
      }),
    );
    expect(put.ETag).toBe(`"${hexMd5('Hello, harbour')}"`);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await got.Body?.transformToString()).toBe('Hello, harbour');
    expect(got).toMatchObject({
      ContentType: 'text/plain; charset=utf-8',
      CacheControl: 'no-cache',
      Metadata: { kind: 'greeting' },
      ChecksumCRC32: put.ChecksumCRC32,
      ETag: put.ETag,
    });
    expect(put.ChecksumCRC32).toMatch(/^[\w+/]{6}==$/);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head).toMatchObject({ ContentLength: 14, ContentType: 'text/plain; charset=utf-8' });
  });

  it('takes a stream in aws-chunked form and checks its trailing CRC', async () => {
    const { s3, aws } = root();
    const Body = Readable.from([Buffer.from('one '), Buffer.from('two '), Buffer.from('three')]);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'stream.txt', Body, ContentLength: 13 }));
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'stream.txt' }));
    expect(await got.Body?.transformToString()).toBe('one two three');
    expect(got.ContentEncoding).toBeUndefined();

    const broken = aws.clients(aws.sts.root, (request) => {
      const { headers, url, method } = request;
      const body = request.body?.pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform: (chunk, controller) =>
            controller.enqueue(
              Buffer.from(Buffer.from(chunk).toString('latin1').replace('two', 'TWO'), 'latin1'),
            ),
        }),
      );
      return new Request(url, { method, headers, body: body ?? null, duplex: 'half' } as RequestInit);
    });
    const again = Readable.from([Buffer.from('one '), Buffer.from('two '), Buffer.from('three')]);
    await expect(
      broken.s3.send(new PutObjectCommand({ Bucket, Key: 'stream.txt', Body: again, ContentLength: 13 })),
    ).rejects.toMatchObject({ name: 'BadDigest' });
  });

  it.each([
    ['bytes=7-13', 'harbour', 'bytes 7-13/14'],
    ['bytes=7-', 'harbour', 'bytes 7-13/14'],
    ['bytes=-7', 'harbour', 'bytes 7-13/14'],
    ['bytes=-99', 'Hello, harbour', 'bytes 0-13/14'],
    ['bytes=0-99', 'Hello, harbour', 'bytes 0-13/14'],
  ])('gives the range %s', async (Range, text, ContentRange) => {
    const { s3 } = root();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'Hello, harbour' }));
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'a', Range }));
    expect(got.$metadata.httpStatusCode).toBe(206);
    expect(got.ContentRange).toBe(ContentRange);
    expect(await got.Body?.transformToString()).toBe(text);
  });

  it('answers 416 to a range behind the end, and the whole to a range that is none', async () => {
    const { s3 } = root();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'short' }));
    for (const Range of ['bytes=5-', 'bytes=-0'])
      await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'a', Range }))).rejects.toMatchObject({
        name: 'InvalidRange',
        $metadata: { httpStatusCode: 416 },
      });
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'a', Range: 'bytes=3-1' }));
    expect(got.$metadata.httpStatusCode).toBe(200);
  });

  it('may be empty, and then has no range at all', async () => {
    const { s3 } = root();
    const at = { Bucket, Key: 'empty' };
    expect((await s3.send(new PutObjectCommand({ ...at, Body: '' }))).ETag).toBe(`"${hexMd5('')}"`);
    const got = await s3.send(new GetObjectCommand(at));
    expect(got.ContentLength).toBe(0);
    expect(await got.Body?.transformToString()).toBe('');
    for (const Range of ['bytes=0-', 'bytes=-1', 'bytes=0-0']) {
      await expect(s3.send(new GetObjectCommand({ ...at, Range }))).rejects.toMatchObject({
        name: 'InvalidRange',
        $metadata: { httpStatusCode: 416 },
      });
    }
  });

  it('takes headers from the URL, and refuses those that no header can carry', async () => {
    const { s3, aws } = root();
    const at = { Bucket, Key: 'named' };
    await s3.send(new PutObjectCommand({ ...at, Body: 'x' }));
    const named = (ResponseContentDisposition: string) =>
      s3.send(new GetObjectCommand({ ...at, ResponseContentDisposition }));
    expect((await named('attachment; filename="a.txt"')).ContentDisposition).toBe(
      'attachment; filename="a.txt"',
    );
    for (const text of ['日本.txt', 'a\r\nset-cookie: b', 'a\0']) {
      await expect(named(text)).rejects.toMatchObject({ name: 'InvalidArgument' });
    }
    expect(aws.lines.filter((line) => line.includes(' at '))).toEqual([]);
  });

  it('honours conditions on reading and on writing', async () => {
    const { s3 } = root();
    const { ETag } = await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '1', IfNoneMatch: '*' }));
    await expect(
      s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '2', IfNoneMatch: '*' })),
    ).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(
      s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '2', IfMatch: '"other"' })),
    ).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(
      s3.send(new GetObjectCommand({ Bucket, Key: 'a', IfNoneMatch: ETag })),
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    await expect(
      s3.send(new GetObjectCommand({ Bucket, Key: 'a', IfMatch: '"other"' })),
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
    await expect(
      s3.send(new GetObjectCommand({ Bucket, Key: 'a', IfModifiedSince: new Date(Date.now() + 5000) })),
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'a', IfMatch: ETag }));
    expect(await got.Body?.transformToString()).toBe('1');
  });

  it('is gone once deleted, and a second delete is fine', async () => {
    const { s3 } = root();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '1' }));
    for (let twice = 0; twice < 2; twice += 1) await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'a' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('refuses what it cannot do instead of doing something else', async () => {
    const { s3 } = root();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '1' }));
    await expect(
      s3.send(new CopyObjectCommand({ Bucket, Key: 'a', CopySource: `${Bucket}/b` })),
    ).rejects.toMatchObject({ name: 'NotImplemented' });
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'a' }));
    expect(await got.Body?.transformToString()).toBe('1');
    await expect(s3.send(new GetObjectCommand({ Bucket: 'nowhere', Key: 'a' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });
});

describe('a listing', () => {
  const seeded = async (keys: readonly string[]) => {
    const { s3 } = root();
    for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key: `t/${Key}`, Body: Key }));
    return s3;
  };

  it('goes page by page through keys and folders, each of them once', async () => {
    const s3 = await seeded(['a', 'b/1', 'b/2', 'b/3', 'c', 'd/1', 'e', 'é', '🎏', '～']);
    for (const MaxKeys of [1, 2, 3, 5, 1000]) {
      const seen: string[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await s3.send(
          new ListObjectsV2Command({ Bucket, Prefix: 't/', Delimiter: '/', MaxKeys, ContinuationToken }),
        );
        const entries = [
          ...(page.Contents ?? []).map(({ Key }) => Key),
          ...(page.CommonPrefixes ?? []).map((one) => one.Prefix),
        ];
        expect(page.KeyCount).toBe(entries.length);
        expect(entries.length).toBeLessThanOrEqual(MaxKeys);
        seen.push(
          ...entries
            .map((entry) => entry?.slice(2) ?? '')
            .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
        );
        ContinuationToken = page.NextContinuationToken;
        expect(page.IsTruncated).toBe(ContinuationToken !== undefined);
      } while (ContinuationToken !== undefined);
      expect(seen).toEqual(['a', 'b/', 'c', 'd/', 'e', 'é', '～', '🎏']);
    }
  });

  it('starts after a key, and encodes names when asked', async () => {
    const s3 = await seeded(['a b', 'c&<d>', 'e\nf', 'z']);
    const plain = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 't/', StartAfter: 't/a b' }));
    expect(plain.Contents?.map(({ Key }) => Key)).toEqual(['t/c&<d>', 't/e\nf', 't/z']);
    const encoded = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 't/', EncodingType: 'url' }));
    expect(encoded.Contents?.map(({ Key }) => Key)).toEqual(['t/a%20b', 't/c%26%3Cd%3E', 't/e%0Af', 't/z']);
  });

  it('deletes many at once, awkward names included', async () => {
    const s3 = await seeded(['a', 'b & <c>', ' d\r\n', 'keep']);
    const { Deleted } = await s3.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: ['a', 'b & <c>', ' d\r\n', 'never-was'].map((Key) => ({ Key: `t/${Key}` })) },
      }),
    );
    expect(Deleted?.length).toBe(4);
    const left = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 't/' }));
    expect(left.Contents?.map(({ Key }) => Key)).toEqual(['t/keep']);
  });
});

describe('an upload in parts', () => {
  const megabytes = (count: number) =>
    new Uint8Array(count * 1024 * 1024).map((_, index) => (index * 31) % 251);

  it('is joined by lib-storage and has an ETag of parts', async () => {
    const { s3 } = root();
    const Body = megabytes(11);
    const { ETag } = await new Upload({ client: s3, params: { Bucket, Key: 'large', Body } }).done();
    const parts = [0, 5, 10].map((from) =>
      createHash('md5')
        .update(Body.subarray(from * 1024 * 1024, (from + 5) * 1024 * 1024))
        .digest(),
    );
    expect(ETag).toBe(`"${hexMd5(Buffer.concat(parts))}-3"`);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'large' }));
    expect(Buffer.compare((await got.Body?.transformToByteArray()) ?? Buffer.alloc(0), Body)).toBe(0);
  });

  it('lists its parts, lets one be sent again, and refuses a wrong order, a wrong tag and a small part', async () => {
    const { s3 } = root();
    const at = { Bucket, Key: 'parts' };
    const { UploadId } = await s3.send(
      new CreateMultipartUploadCommand({ ...at, ContentType: 'text/x-parts' }),
    );
    const send = (PartNumber: number, Body: Uint8Array | string) =>
      s3.send(new UploadPartCommand({ ...at, UploadId, PartNumber, Body }));
    await send(1, 'too small');
    const tail = await send(2, 'tail');
    const small = await s3.send(new ListPartsCommand({ ...at, UploadId }));
    expect(small.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 9],
      [2, 4],
    ]);
    const complete = (...Parts: { PartNumber: number; ETag: string | undefined }[]) =>
      s3.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } }));
    const smallTag = small.Parts?.[0]?.ETag;
    await expect(
      complete({ PartNumber: 1, ETag: smallTag }, { PartNumber: 2, ETag: tail.ETag }),
    ).rejects.toMatchObject({ name: 'EntityTooSmall' });
    const first = await send(1, megabytes(5));
    await expect(
      complete({ PartNumber: 2, ETag: tail.ETag }, { PartNumber: 1, ETag: first.ETag }),
    ).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await expect(
      complete({ PartNumber: 1, ETag: smallTag }, { PartNumber: 2, ETag: tail.ETag }),
    ).rejects.toMatchObject({ name: 'InvalidPart' });
    await complete({ PartNumber: 1, ETag: first.ETag }, { PartNumber: 2, ETag: tail.ETag });
    const head = await s3.send(new HeadObjectCommand(at));
    expect(head).toMatchObject({ ContentType: 'text/x-parts', ContentLength: 5 * 1024 * 1024 + 4 });
    await expect(s3.send(new ListPartsCommand({ ...at, UploadId }))).rejects.toMatchObject({
      name: 'NoSuchUpload',
    });
  });

  it('leaves nothing behind when it is aborted', async () => {
    const { s3, aws } = root();
    const at = { Bucket, Key: 'parts' };
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(at));
    await s3.send(new UploadPartCommand({ ...at, UploadId, PartNumber: 1, Body: 'x' }));
    await s3.send(new AbortMultipartUploadCommand({ ...at, UploadId }));
    expect(aws.s3State.buckets[Bucket]?.uploads).toEqual({});
    await expect(s3.send(new GetObjectCommand(at))).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

describe('a presigned URL', () => {
  it('reads and writes without headers until it runs out', async () => {
    const { s3, aws } = root();
    const Key = 'signed & sealed.txt';
    const put = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key }), { expiresIn: 60 });
    const stored = await aws.services.s3(new Request(put, { method: 'PUT', body: 'signed' }));
    expect(stored.status).toBe(200);
    const url = await getSignedUrl(
      s3,
      new GetObjectCommand({ Bucket, Key, ResponseContentDisposition: 'attachment; filename="a.txt"' }),
      { expiresIn: 60 },
    );
    const got = await aws.services.s3(new Request(url));
    expect(await got.text()).toBe('signed');
    expect(got.headers.get('content-disposition')).toBe('attachment; filename="a.txt"');

    const refusedUrls = [
      url.replace('a.txt', 'b.txt'),
      url.replace('signed%20', 'other%20'),
      url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600'),
      `${url}&versionId=1`,
      `${url}&X-Amz-Expires=600`,
    ];
    for (const other of refusedUrls) expect((await aws.services.s3(new Request(other))).status).not.toBe(200);
    expect((await aws.services.s3(new Request(url, { method: 'DELETE' }))).status).toBe(403);
    aws.advance(61);
    const late = await aws.services.s3(new Request(url));
    expect(late.status).toBe(403);
    expect(await late.text()).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>');
  });

  it('lives a week at most', async () => {
    const { s3, aws } = root();
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'a' }), { expiresIn: 60 });
    const reply = await aws.services.s3(new Request(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=604801')));
    expect(reply.status).toBe(400);
  });
});
