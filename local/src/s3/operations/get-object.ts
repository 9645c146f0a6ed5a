/** GetObject and HeadObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
import { objectHeaders } from '../attributes.ts';
import type { S3Call, S3Operation } from '../call.ts';
import { checksumHeaders } from '../checksums.ts';
import { s3Error } from '../errors.ts';
import { readPreconditions } from '../preconditions.ts';
import { readRange } from '../range.ts';
import { findObject, type StoredObject } from '../state.ts';

/**
 * Answers NoSuchKey only to callers that may list the bucket. Others receive AccessDenied, as for a key that they
 * may not read.
 */
const readable = ({ bucket, key, allow, may }: S3Call): StoredObject => {
  allow('s3:GetObject', key);
  const object = findObject(bucket, key);
  if (object) return object;
  throw may('s3:ListBucket', '')
    ? s3Error('NoSuchKey', 'The specified key does not exist.', { Key: key })
    : s3Error(
        'AccessDenied',
        'Access Denied: the key does not exist, and only callers with s3:ListBucket receive NoSuchKey.',
      );
};

const overrides = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

/** Headers that the URL overrides, such as `response-content-disposition`. Throws ServiceError InvalidArgument. */
const overridden = (query: S3Call['query']): Record<string, string> => {
  const requested = overrides.flatMap((name) => {
    const value = query.get(`response-${name}`);
    return value === undefined ? [] : [[name, value] as const];
  });
  for (const [name, value] of requested) {
    if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) continue;
    throw s3Error('InvalidArgument', 'Header value cannot be represented using ISO-8859-1.', {
      ArgumentName: `response-${name}`,
    });
  }
  return Object.fromEntries(requested);
};

export const getObject: S3Operation = (call) => {
  const { headers, query, request } = call;
  const object = readable(call);
  const { bytes } = object;
  const common = { ...objectHeaders(object), ...overridden(query) };
  if (readPreconditions(headers, object) === 'unchanged')
    return new Response(null, { status: 304, headers: common });

  const ifRange = headers.get('if-range');
  const range =
    ifRange === null || ifRange === common.etag ? readRange(headers.get('range'), bytes.length) : undefined;
  const sent = range ? bytes.subarray(range.first, range.last + 1) : bytes;
  const wantsChecksum = !range && headers.get('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
  return new Response(request.method === 'HEAD' ? null : sent, {
    status: range ? 206 : 200,
    headers: {
      ...common,
      'content-length': String(sent.length),
      ...(range && { 'content-range': `bytes ${range.first}-${range.last}/${bytes.length}` }),
      ...(wantsChecksum && checksumHeaders(object.checksum)),
    },
  });
};
