/** The AWS SDK's S3 client works against the local S3: objects, listings, multipart uploads and presigned URLs. */
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
  it('GetObject returns body, content type, metadata and checksum of PutObject', async () => {
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

  it('an aws-chunked stream is stored, and a wrong trailing CRC is refused', async () => {
    const { s3, aws } = root();
    const Body = Readable.from([Buffer.from('one '), Buffer.from('two '), Buffer.from('three')]);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'stream.txt', Body, ContentLength: 13 }));
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'stream.txt' }));
    expect(await got.Body?.transformToString()).toBe('one two three');
    expect(got.ContentEncoding).toBeUndefined();

    const tamperingClients = aws.clients(aws.sts.root, (request) => {
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
      tamperingClients.s3.send(
        new PutObjectCommand({ Bucket, Key: 'stream.txt', Body: again, ContentLength: 13 }),
      ),
    ).rejects.toMatchObject({ name: 'BadDigest' });
  });

  it.each([
    ['bytes=7-13', 'harbour', 'bytes 7-13/14'],
    ['bytes=7-', 'harbour', 'bytes 7-13/14'],
    ['bytes=-7', 'harbour', 'bytes 7-13/14'],
    ['bytes=-99', 'Hello, harbour', 'bytes 0-13/14'],
    ['bytes=0-99', 'Hello, harbour', 'bytes 0-13/14'],
  ])('the range %s is returned', async (Range, text, ContentRange) => {
    const { s3 } = root();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'Hello, harbour' }));
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'a', Range }));
    expect(got.$metadata.httpStatusCode).toBe(206);
    expect(got.ContentRange).toBe(ContentRange);
    expect(await got.Body?.transformToString()).toBe(text);
  });

  it('a range after the end gets status 416, an invalid range the whole object', async () => {
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

  it('an empty object can be stored; every range of it gets status 416', async () => {
    const { s3 } = root();
    const object = { Bucket, Key: 'empty' };
    expect((await s3.send(new PutObjectCommand({ ...object, Body: '' }))).ETag).toBe(`"${hexMd5('')}"`);
    const got = await s3.send(new GetObjectCommand(object));
    expect(got.ContentLength).toBe(0);
    expect(await got.Body?.transformToString()).toBe('');
    for (const Range of ['bytes=0-', 'bytes=-1', 'bytes=0-0']) {
      await expect(s3.send(new GetObjectCommand({ ...object, Range }))).rejects.toMatchObject({
        name: 'InvalidRange',
        $metadata: { httpStatusCode: 416 },
      });
    }
  });

  it('response headers come from the query; values that no header can carry are refused', async () => {
    const { s3, aws } = root();
    const object = { Bucket, Key: 'named' };
    await s3.send(new PutObjectCommand({ ...object, Body: 'x' }));
    const named = (ResponseContentDisposition: string) =>
      s3.send(new GetObjectCommand({ ...object, ResponseContentDisposition }));
    expect((await named('attachment; filename="a.txt"')).ContentDisposition).toBe(
      'attachment; filename="a.txt"',
    );
    for (const text of ['日本.txt', 'a\r\nset-cookie: b', 'a\0']) {
      await expect(named(text)).rejects.toMatchObject({ name: 'InvalidArgument' });
    }
    expect(aws.lines.filter((line) => line.includes(' at '))).toEqual([]);
  });

  it('conditional headers are respected on reads and writes', async () => {
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

  it('a deleted object is gone, and a second delete succeeds', async () => {
    const { s3 } = root();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '1' }));
    for (let attempt = 0; attempt < 2; attempt += 1)
      await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'a' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('an unsupported operation and an unknown bucket are refused', async () => {
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

  it('pages list each key and common prefix once, in the order of their UTF-8 bytes', async () => {
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

  it('a listing starts after StartAfter and URL-encodes keys on request', async () => {
    const s3 = await seeded(['a b', 'c&<d>', 'e\nf', 'z']);
    const plain = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 't/', StartAfter: 't/a b' }));
    expect(plain.Contents?.map(({ Key }) => Key)).toEqual(['t/c&<d>', 't/e\nf', 't/z']);
    const encoded = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 't/', EncodingType: 'url' }));
    expect(encoded.Contents?.map(({ Key }) => Key)).toEqual(['t/a%20b', 't/c%26%3Cd%3E', 't/e%0Af', 't/z']);
  });

  it('DeleteObjects deletes several keys, with special characters too', async () => {
    const s3 = await seeded(['a', 'b & <c>', ' d\r\n', 'keep']);
    const { Deleted } = await s3.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: ['a', 'b & <c>', ' d\r\n', 'never-was'].map((Key) => ({ Key: `t/${Key}` })) },
      }),
    );
    expect(Deleted?.length).toBe(4);
    const remaining = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 't/' }));
    expect(remaining.Contents?.map(({ Key }) => Key)).toEqual(['t/keep']);
  });
});

describe('a multipart upload', () => {
  const megabytes = (count: number) =>
    new Uint8Array(count * 1024 * 1024).map((_, index) => (index * 31) % 251);

  it('lib-storage uploads an object in parts, whose ETag ends in the number of parts', async () => {
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

  it('a part can be replaced; a wrong order, a wrong ETag and a small part are refused', async () => {
    const { s3 } = root();
    const object = { Bucket, Key: 'parts' };
    const { UploadId } = await s3.send(
      new CreateMultipartUploadCommand({ ...object, ContentType: 'text/x-parts' }),
    );
    const send = (PartNumber: number, Body: Uint8Array | string) =>
      s3.send(new UploadPartCommand({ ...object, UploadId, PartNumber, Body }));
    await send(1, 'too small');
    const tail = await send(2, 'tail');
    const small = await s3.send(new ListPartsCommand({ ...object, UploadId }));
    expect(small.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 9],
      [2, 4],
    ]);
    const complete = (...Parts: { PartNumber: number; ETag: string | undefined }[]) =>
      s3.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts } }));
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
    const head = await s3.send(new HeadObjectCommand(object));
    expect(head).toMatchObject({ ContentType: 'text/x-parts', ContentLength: 5 * 1024 * 1024 + 4 });
    await expect(s3.send(new ListPartsCommand({ ...object, UploadId }))).rejects.toMatchObject({
      name: 'NoSuchUpload',
    });
  });

  it('an aborted upload leaves no parts and no object', async () => {
    const { s3, aws } = root();
    const object = { Bucket, Key: 'parts' };
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(object));
    await s3.send(new UploadPartCommand({ ...object, UploadId, PartNumber: 1, Body: 'x' }));
    await s3.send(new AbortMultipartUploadCommand({ ...object, UploadId }));
    expect(aws.s3State.buckets[Bucket]?.uploads).toEqual({});
    await expect(s3.send(new GetObjectCommand(object))).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

describe('a presigned URL', () => {
  it('a presigned URL reads and writes until it expires, and no part of it can be changed', async () => {
    const { s3, aws } = root();
    const Key = 'signed & sealed.txt';
    const putUrl = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key }), { expiresIn: 60 });
    const stored = await aws.services.s3(new Request(putUrl, { method: 'PUT', body: 'signed' }));
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

  it('a presigned URL over one week is refused', async () => {
    const { s3, aws } = root();
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'a' }), { expiresIn: 60 });
    const reply = await aws.services.s3(new Request(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=604801')));
    expect(reply.status).toBe(400);
  });
});
