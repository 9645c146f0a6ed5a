/** ListObjectsV2. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
import { fromBase64, toBase64Url, utf8 } from '../../lib/bytes.ts';
import { uriEncode } from '../../sigv4/encoding.ts';
import { type S3Call, type S3Operation, xmlReply } from '../call.ts';
import { s3Error } from '../errors.ts';
import { listPage } from '../listing.ts';
import { toXml } from '../xml.ts';

const most = 1000;

const readMax = (text: string | undefined): number => {
  if (text === undefined) return most;
  if (!/^\d{1,10}$/.test(text)) {
    throw s3Error('InvalidArgument', 'Provided max-keys not an integer or within integer range', {
      ArgumentName: 'max-keys',
    });
  }
  return Math.min(Number(text), most);
};

const writeToken = (next: string) => toBase64Url(utf8(next));

const readToken = (token: string): string => {
  const bytes = fromBase64(token.replaceAll('-', '+').replaceAll('_', '/'));
  if (!bytes || token === '') {
    throw s3Error('InvalidArgument', 'The continuation token provided is incorrect', {
      ArgumentName: 'continuation-token',
    });
  }
  return new TextDecoder().decode(bytes);
};

/** Context keys of the request. A parameter that was not sent has no key. */
const contextOf = (query: S3Call['query']) =>
  Object.fromEntries(
    ['prefix', 'delimiter', 'max-keys'].flatMap((name) => {
      const value = query.get(name);
      return value === undefined ? [] : [[`s3:${name}`, value]];
    }),
  );

export const listObjectsV2: S3Operation = ({ bucket, query, allow }) => {
  allow('s3:ListBucket', '', contextOf(query));
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const max = readMax(query.get('max-keys'));
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after');
  const encoding = query.get('encoding-type');
  if (encoding !== undefined && encoding !== 'url') {
    throw s3Error('InvalidArgument', 'Invalid Encoding Method specified in Request', {
      ArgumentName: 'encoding-type',
    });
  }
  const after = token === undefined ? (startAfter ?? '') : readToken(token);
  const page = listPage(bucket.objects, { prefix, delimiter, after, max });
  const shown = (text: string) => (encoding === 'url' ? uriEncode(text).replaceAll('%2F', '/') : text);
  return xmlReply(
    toXml('ListBucketResult', {
      Name: bucket.name,
      Prefix: shown(prefix),
      Delimiter: delimiter === '' ? undefined : shown(delimiter),
      MaxKeys: max,
      EncodingType: encoding,
      KeyCount: page.objects.length + page.commonPrefixes.length,
      IsTruncated: page.next !== undefined,
      ContinuationToken: token,
      NextContinuationToken: page.next === undefined ? undefined : writeToken(page.next),
      StartAfter: startAfter === undefined ? undefined : shown(startAfter),
      Contents: page.objects.map(({ key, lastModified, etag, bytes }) => ({
        Key: shown(key),
        LastModified: new Date(lastModified).toISOString(),
        ETag: `"${etag}"`,
        Size: bytes.length,
        StorageClass: 'STANDARD',
      })),
      CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: shown(common) })),
    }),
  );
};
