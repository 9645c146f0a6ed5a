/** ListParts. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
import { type S3Operation, xmlReply } from '../call.ts';
import { uploadOf } from '../uploads.ts';
import { toXml } from '../xml.ts';

const numberOf = (text: string | undefined, otherwise: number) =>
  text && /^\d{1,5}$/.test(text) ? Number(text) : otherwise;

export const listParts: S3Operation = (call) => {
  const { bucket, key, query, allow } = call;
  allow('s3:ListMultipartUploadParts', key);
  const { id, parts } = uploadOf(call);
  const after = numberOf(query.get('part-number-marker'), 0);
  const max = Math.min(numberOf(query.get('max-parts'), 1000), 1000);
  const rest = parts.filter(({ number }) => number > after).toSorted((a, b) => a.number - b.number);
  const page = rest.slice(0, max);
  return xmlReply(
    toXml('ListPartsResult', {
      Bucket: bucket.name,
      Key: key,
      UploadId: id,
      PartNumberMarker: after,
      NextPartNumberMarker: page.at(-1)?.number ?? after,
      MaxParts: max,
      IsTruncated: rest.length > page.length,
      StorageClass: 'STANDARD',
      Part: page.map(({ number, lastModified, etag, bytes }) => ({
        PartNumber: number,
        LastModified: new Date(lastModified).toISOString(),
        ETag: `"${etag}"`,
        Size: bytes.length,
      })),
    }),
  );
};
