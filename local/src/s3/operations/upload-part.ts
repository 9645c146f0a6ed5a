/**
 * UploadPart. Uploading the same part number again replaces the part.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html
 */
import type { S3Operation } from '../call.ts';
import { checksumHeaders, verifyChecksum } from '../checksums.ts';
import { s3Error } from '../errors.ts';
import { uploadOf } from '../uploads.ts';
import { digestBody } from './put-object.ts';

export const uploadPart: S3Operation = async (call) => {
  const { platform, key, query, headers, body, trailers, allow } = call;
  allow('s3:PutObject', key);
  const number = Number(query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw s3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive', {
      ArgumentName: 'partNumber',
      ArgumentValue: query.get('partNumber') ?? '',
    });
  }
  const checksum = await verifyChecksum(body, headers, trailers);
  const etag = digestBody(call);
  const upload = uploadOf(call);
  const part = { number, bytes: body, etag, lastModified: platform.now(), ...(checksum && { checksum }) };
  upload.parts = [...upload.parts.filter((other) => other.number !== number), part];
  // The checksum type belongs to whole objects; this operation's response has none.
  const { 'x-amz-checksum-type': _, ...sum } = checksumHeaders(checksum);
  return new Response(null, { headers: { etag: `"${etag}"`, ...sum } });
};
