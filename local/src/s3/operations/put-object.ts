/** PutObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
import { md5 } from '@noble/hashes/legacy.js';
import { fromBase64, toBase64, toHex } from '../../lib/bytes.ts';
import { readAttributes } from '../attributes.ts';
import type { S3Call, S3Operation } from '../call.ts';
import { checksumHeaders, verifyChecksum } from '../checksums.ts';
import { s3Error } from '../errors.ts';
import { checkWritePreconditions } from '../preconditions.ts';
import { findObject, storeObject } from '../state.ts';

/** Returns the MD5 of the body. Throws ServiceError when it does not match `Content-MD5`. */
export const digestBody = ({ body, headers }: S3Call): string => {
  const digest = md5(body);
  const expected = headers.get('content-md5');
  if (expected !== null && fromBase64(expected)?.length !== 16) {
    throw s3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  }
  if (expected !== null && expected !== toBase64(digest)) {
    throw s3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  return toHex(digest);
};

export const putObject: S3Operation = async (call) => {
  const { platform, bucket, key, headers, body, trailers, allow } = call;
  allow('s3:PutObject', key);
  const checksum = await verifyChecksum(body, headers, trailers);
  const etag = digestBody(call);
  checkWritePreconditions(headers, findObject(bucket, key));
  storeObject(bucket, {
    key,
    bytes: body,
    etag,
    lastModified: platform.now(),
    ...readAttributes(headers),
    ...(checksum && { checksum }),
  });
  return new Response(null, { headers: { etag: `"${etag}"`, ...checksumHeaders(checksum) } });
};
