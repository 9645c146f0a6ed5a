/** The requests that both S3s get, in this order, from AWS's client. A step may use results of an earlier one. */
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  ListPartsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';

/** The values of one S3 that later steps use. */
export interface Memo {
  uploadId: string;
  token: string;
  etags: string[];
}

export type Step = (s3: S3Client, memo: Memo) => Promise<object>;

export const Bucket = 'cognito-kit-local';
const Missing = 'no-such-bucket';
const keyOf = (key: string) => `compare/${key}`;

const put = (key: string, rest: Partial<PutObjectCommandInput> = {}): Step => {
  return (s3) => s3.send(new PutObjectCommand({ Bucket, Key: keyOf(key), Body: 'Hello, harbour', ...rest }));
};
const get = (key: string, rest: Partial<GetObjectCommandInput> = {}): Step => {
  return (s3) => s3.send(new GetObjectCommand({ Bucket, Key: keyOf(key), ...rest }));
};
const head = (key: string, rest: Partial<GetObjectCommandInput> = {}): Step => {
  return (s3) => s3.send(new HeadObjectCommand({ Bucket, Key: keyOf(key), ...rest }));
};
const list = (rest: Partial<ListObjectsV2CommandInput>): Step => {
  return (s3) => s3.send(new ListObjectsV2Command({ Bucket, Prefix: keyOf('list/'), ...rest }));
};
const remove = (keys: string[], Quiet?: boolean): Step => {
  const Objects = keys.map((key) => ({ Key: keyOf(key) }));
  return (s3) => s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet } }));
};

const etag = '"ea21ca99b8b2106e7f4c7b5d88c97da6"';
const other = '"00000000000000000000000000000000"';
const hour = 3_600_000;
const soon = () => new Date(Date.now() + hour);
const before = () => new Date(Date.now() - hour);

const objects: Record<string, Step> = {
  'puts an object': put('a.txt', {
    ContentType: 'text/plain; charset=utf-8',
    Metadata: { kind: 'greeting', Shout: 'LOUD' },
  }),
  'gets the object': get('a.txt'),
  'heads the object': head('a.txt'),
  'puts an empty object': put('empty', { Body: '' }),
  'gets the empty object': get('empty'),
  'heads the empty object': head('empty'),
  'puts all 256 byte values': put('bytes', { Body: Uint8Array.from({ length: 256 }, (_, i) => i) }),
  'gets all 256 byte values': get('bytes'),
  'puts over an object': put('over', { Body: 'first', Metadata: { old: 'yes' } }),
  'puts over it a second time': put('over', { Body: 'second' }),
  'gets the second version': get('over'),
  'puts a stream': (s3) =>
    s3.send(
      new PutObjectCommand({
        Bucket,
        Key: keyOf('stream'),
        Body: Readable.from([Buffer.from('one '), Buffer.from('two')]),
        ContentLength: 7,
      }),
    ),
  'gets the streamed object': get('stream'),
  'puts under a name with spaces, signs and umlauts': put("ä b+c&d=e'f(g)!~*%41%2F.txt"),
  'gets under that name': get("ä b+c&d=e'f(g)!~*%41%2F.txt"),
  'puts under an emoji': put('🔑/鍵.txt'),
  'gets under the emoji': get('🔑/鍵.txt'),
  'puts under a name with two slashes': put('x//y'),
  'heads under one slash': head('x/y'),
  'puts with headers to store': put('stored', {
    CacheControl: 'max-age=60',
    ContentDisposition: 'attachment; filename="a.txt"',
    ContentLanguage: 'nb',
    ContentEncoding: 'identity',
  }),
  'gets the stored headers': get('stored'),
  'gets with other headers': get('a.txt', {
    ResponseContentType: 'text/html',
    ResponseCacheControl: 'no-cache',
  }),
  'gets a key that does not exist': get('nothing'),
  'heads a key that does not exist': head('nothing'),
  'refuses a wrong MD5': put('wrong', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }),
  'refuses a wrong checksum': put('wrong', { ChecksumCRC32: 'AAAAAA==' }),
  'has stored neither refused object': head('wrong'),
  'copies an object': (s3) =>
    s3.send(new CopyObjectCommand({ Bucket, Key: keyOf('copy'), CopySource: `${Bucket}/${keyOf('a.txt')}` })),
};

const ranges: Record<string, Step> = {
  'ranges: the first five': get('a.txt', { Range: 'bytes=0-4' }),
  'ranges: one byte': get('a.txt', { Range: 'bytes=0-0' }),
  'ranges: from the seventh on': get('a.txt', { Range: 'bytes=7-' }),
  'ranges: the last three': get('a.txt', { Range: 'bytes=-3' }),
  'ranges: beyond the end': get('a.txt', { Range: 'bytes=7-999' }),
  'ranges: all of it': get('a.txt', { Range: 'bytes=0-13' }),
  'ranges: only beyond the end': get('a.txt', { Range: 'bytes=14-20' }),
  'ranges: the last zero bytes': get('a.txt', { Range: 'bytes=-0' }),
  'ranges: a suffix longer than the object': get('a.txt', { Range: 'bytes=-999' }),
  'ranges: backwards': get('a.txt', { Range: 'bytes=5-2' }),
  'ranges: another unit': get('a.txt', { Range: 'lines=1-2' }),
  'ranges: of an empty object': get('empty', { Range: 'bytes=0-' }),
  'ranges: in a head': head('a.txt', { Range: 'bytes=0-4' }),
};

const conditions: Record<string, Step> = {
  'if-match: the same': get('a.txt', { IfMatch: etag }),
  'if-match: another': get('a.txt', { IfMatch: other }),
  'if-match: any': get('a.txt', { IfMatch: '*' }),
  'if-match: one of two': get('a.txt', { IfMatch: `${other}, ${etag}` }),
  'if-match: in a head': head('a.txt', { IfMatch: other }),
  'if-none-match: the same': get('a.txt', { IfNoneMatch: etag }),
  'if-none-match: another': get('a.txt', { IfNoneMatch: other }),
  'if-none-match: any': get('a.txt', { IfNoneMatch: '*' }),
  'if-none-match: in a head': head('a.txt', { IfNoneMatch: etag }),
  'if-modified-since: an hour from now': get('a.txt', { IfModifiedSince: soon() }),
  'if-modified-since: an hour ago': get('a.txt', { IfModifiedSince: before() }),
  'if-modified-since: its own date': async (s3) => {
    const { LastModified } = await s3.send(new HeadObjectCommand({ Bucket, Key: keyOf('a.txt') }));
    return s3.send(new GetObjectCommand({ Bucket, Key: keyOf('a.txt'), IfModifiedSince: LastModified }));
  },
  'if-unmodified-since: an hour from now': get('a.txt', { IfUnmodifiedSince: soon() }),
  'if-unmodified-since: an hour ago': get('a.txt', { IfUnmodifiedSince: before() }),
  'if-match goes before if-unmodified-since': get('a.txt', { IfMatch: etag, IfUnmodifiedSince: before() }),
  'if-none-match goes before if-modified-since': get('a.txt', {
    IfNoneMatch: other,
    IfModifiedSince: soon(),
  }),
  'puts with if-none-match: any, over an object': put('a.txt', { IfNoneMatch: '*' }),
  'puts with if-none-match: any, under a new key': put('fresh', { IfNoneMatch: '*' }),
  'puts with if-match: another, over an object': put('a.txt', { IfMatch: other }),
  'puts with if-match, under a key that does not exist': put('nothing', { IfMatch: etag }),
};

const names = ['a', 'b', 'c', 'd/1', 'd/2', 'e/1', 'f', 'g/h/i'];
const pages: Record<string, Step> = {
  'puts the objects to list': async (s3) => {
    for (const name of names) await put(`list/${name}`, { Body: name })(s3, {} as Memo);
    return {};
  },
  'lists under a prefix': list({}),
  'lists one level': list({ Delimiter: '/' }),
  'lists a level below': list({ Prefix: keyOf('list/d/'), Delimiter: '/' }),
  'lists by another delimiter': list({ Delimiter: '/h' }),
  'lists a prefix inside a name': list({ Prefix: keyOf('list/d') }),
  'lists a prefix that ends in the delimiter’s folder': list({ Prefix: keyOf('list/d'), Delimiter: '/' }),
  'lists a prefix without objects': list({ Prefix: keyOf('nowhere/') }),
  'lists zero keys': list({ MaxKeys: 0 }),
  'lists exactly all': list({ MaxKeys: names.length }),
  'lists after a key': list({ StartAfter: keyOf('list/c') }),
  'lists after a key that does not exist': list({ StartAfter: keyOf('list/d/15') }),
  'lists after the last key': list({ StartAfter: keyOf('list/z') }),
  'lists three at once': async (s3, memo) => {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: keyOf('list/'), MaxKeys: 3 }));
    memo.token = page.NextContinuationToken ?? '';
    return page;
  },
  'lists the next three': async (s3, memo) => {
    const ContinuationToken = memo.token;
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: keyOf('list/'), MaxKeys: 3, ContinuationToken }),
    );
    memo.token = page.NextContinuationToken ?? '';
    return page;
  },
  'lists the last two': (s3, memo) => list({ MaxKeys: 3, ContinuationToken: memo.token })(s3, memo),
  'lists one level in pages of four': async (s3, memo) => {
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: keyOf('list/'), Delimiter: '/', MaxKeys: 4 }),
    );
    memo.token = page.NextContinuationToken ?? '';
    return page;
  },
  'lists the level’s second page': (s3, memo) =>
    list({ Delimiter: '/', MaxKeys: 4, ContinuationToken: memo.token })(s3, memo),
  'lists with escaped names': list({ Prefix: keyOf('ä b'), EncodingType: 'url' }),
  'puts names in both cases': async (s3) => {
    for (const name of ['b', 'B', 'a', 'A', 'é', 'z', '_'])
      await put(`order/${name}`, { Body: name })(s3, {} as Memo);
    return {};
  },
  'lists names by their bytes': list({ Prefix: keyOf('order/') }),
};

const deletions: Record<string, Step> = {
  'deletes an object': (s3) => s3.send(new DeleteObjectCommand({ Bucket, Key: keyOf('fresh') })),
  'deletes the object again': (s3) => s3.send(new DeleteObjectCommand({ Bucket, Key: keyOf('fresh') })),
  'gets a deleted object': get('fresh'),
  'puts names that XML must escape': put('<&">\'.txt'),
  'deletes several, one of which does not exist': remove(['<&">\'.txt', 'list/a', 'nothing']),
  'gets one of the deleted objects': get('list/a'),
  'deletes quietly': remove(['list/b'], true),
  'deletes an empty list': remove([]),
};

const buckets: Record<string, Step> = {
  'heads a bucket': (s3) => s3.send(new HeadBucketCommand({ Bucket })),
  'heads a bucket that does not exist': (s3) => s3.send(new HeadBucketCommand({ Bucket: Missing })),
  'gets from a bucket that does not exist': get('a.txt', { Bucket: Missing }),
  'puts into a bucket that does not exist': put('a.txt', { Bucket: Missing }),
  'lists a bucket that does not exist': list({ Bucket: Missing }),
  'deletes from a bucket that does not exist': (s3) =>
    s3.send(new DeleteObjectCommand({ Bucket: Missing, Key: 'a' })),
  'deletes several from a bucket that does not exist': (s3) =>
    s3.send(new DeleteObjectsCommand({ Bucket: Missing, Delete: { Objects: [{ Key: 'a' }] } })),
  'begins an upload into a bucket that does not exist': (s3) =>
    s3.send(new CreateMultipartUploadCommand({ Bucket: Missing, Key: 'a' })),
};

const Key = keyOf('large');
const megabytes = (count: number, fill: number) => new Uint8Array(count * 1024 * 1024).fill(fill);
const begin: Step = async (s3, memo) => {
  const output = await s3.send(
    new CreateMultipartUploadCommand({
      Bucket,
      Key,
      ContentType: 'image/png',
      Metadata: { made: 'in-parts' },
    }),
  );
  memo.uploadId = output.UploadId ?? '';
  memo.etags = [];
  return output;
};
const part = (PartNumber: number, Body: Uint8Array): Step => {
  return async (s3, { uploadId: UploadId, etags }) => {
    const output = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
    etags[PartNumber] = output.ETag ?? '';
    return output;
  };
};
const complete = (
  order: readonly number[],
  etagOf = (n: number, memo: Memo) => memo.etags[n] ?? '',
): Step => {
  return (s3, memo) =>
    s3.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key,
        UploadId: memo.uploadId,
        MultipartUpload: {
          Parts: order.map((PartNumber) => ({ PartNumber, ETag: etagOf(PartNumber, memo) })),
        },
      }),
    );
};

const parts: Record<string, Step> = {
  'begins an upload': begin,
  'sends part 1': part(1, megabytes(5, 1)),
  'sends part 2 to be replaced': part(2, megabytes(1, 9)),
  'sends part 2 once more': part(2, megabytes(5, 2)),
  'sends part 7': part(7, megabytes(1, 3)),
  'lists the parts': (s3, { uploadId: UploadId }) => s3.send(new ListPartsCommand({ Bucket, Key, UploadId })),
  'heads an incomplete upload': head('large'),
  'refuses parts out of order': complete([2, 1, 7]),
  'refuses a part that was not sent': complete([1, 2, 3], () => other),
  'refuses a part with a wrong entity tag': complete([1, 2, 7], () => other),
  'completes the upload': complete([1, 2, 7]),
  'heads the completed object': head('large'),
  'gets a range across two parts': get('large', { Range: 'bytes=5242879-5242880' }),
  'refuses to complete the upload twice': complete([1, 2, 7]),
  'begins a second upload': begin,
  'sends a small part 1': part(1, megabytes(1, 1)),
  'sends a small part 2': part(2, megabytes(1, 2)),
  'refuses small parts before the last': complete([1, 2]),
  'completes with the first part alone': complete([1]),
  'begins a third upload': begin,
  'sends the third upload’s only part': part(1, megabytes(1, 1)),
  'aborts the upload': (s3, { uploadId: UploadId }) =>
    s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })),
  'aborts the upload again': (s3, { uploadId: UploadId }) =>
    s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })),
  'refuses a part for an aborted upload': part(1, megabytes(1, 1)),
  'refuses to complete an aborted upload': complete([1]),
  'begins a fourth upload': begin,
  'refuses a part under another key': (s3, { uploadId: UploadId }) =>
    s3.send(new UploadPartCommand({ Bucket, Key: keyOf('another'), UploadId, PartNumber: 1, Body: 'x' })),
  'refuses part 0': part(0, megabytes(0, 0)),
  'refuses part 10,001': part(10_001, megabytes(0, 0)),
  'refuses to complete without parts': complete([]),
};

export const steps: Readonly<Record<string, Step>> = {
  ...objects,
  ...ranges,
  ...conditions,
  ...pages,
  ...deletions,
  ...buckets,
  ...parts,
};
