/** CompleteMultipartUpload. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
import { md5 } from '@noble/hashes/legacy.js';
import { concat, fromHex, toHex } from '../../lib/bytes.ts';
import { type S3Operation, xmlReply } from '../call.ts';
import { compositeChecksum } from '../checksums.ts';
import { s3Error } from '../errors.ts';
import { checkWritePreconditions } from '../preconditions.ts';
import { findObject, storeObject, type UploadedPart } from '../state.ts';
import { uploadOf } from '../uploads.ts';
import { fromXml, toXml, treesOf } from '../xml.ts';

const smallest = 5 * 1024 * 1024;

/** Returns the parts that the client lists, in its order. Each must match an uploaded part. */
const chosenParts = (xml: string, uploaded: readonly UploadedPart[]): UploadedPart[] => {
  const listed = treesOf(fromXml(xml, 'CompleteMultipartUpload', ['Part'])?.['Part']);
  if (listed.length === 0) {
    throw s3Error(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  }
  const parts = listed.map((entry) => {
    const etag = String(entry['ETag'])
      .trim()
      .replace(/^"(.*)"$/, '$1');
    const part = uploaded.find(({ number }) => number === Number(entry['PartNumber']));
    if (part?.etag === etag) return part;
    throw s3Error(
      'InvalidPart',
      "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    );
  });
  if (parts.some((part, index) => index > 0 && part.number <= (parts[index - 1]?.number ?? 0))) {
    throw s3Error(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
    );
  }
  if (parts.slice(0, -1).some(({ bytes }) => bytes.length < smallest)) {
    throw s3Error(
      'EntityTooSmall',
      'Your proposed upload is smaller than the minimum allowed size: every part but the last has at least 5 MiB.',
    );
  }
  return parts;
};

export const completeMultipartUpload: S3Operation = async (call) => {
  const { platform, bucket, key, body, headers, allow } = call;
  allow('s3:PutObject', key);
  const { id, contentType, headers: storedHeaders, metadata, parts: uploaded } = uploadOf(call);
  const parts = chosenParts(new TextDecoder().decode(body), uploaded);
  const whole = concat(...parts.map((part) => part.bytes));
  const checksum = await compositeChecksum(
    parts.map((part) => part.checksum),
    () => whole,
  );
  checkWritePreconditions(headers, findObject(bucket, key));
  const digests = parts.map((part) => fromHex(part.etag) ?? new Uint8Array());
  const etag = `${toHex(md5(concat(...digests)))}-${parts.length}`;
  storeObject(bucket, {
    key,
    bytes: whole,
    etag,
    lastModified: platform.now(),
    contentType,
    headers: storedHeaders,
    metadata,
    ...(checksum && { checksum }),
  });
  delete bucket.uploads[id];
  const location = `/${bucket.name}/${key}`;
  const sums = checksum && {
    [`Checksum${checksum.algorithm.toUpperCase()}`]: checksum.value,
    ChecksumType: checksum.type,
  };
  return xmlReply(
    toXml('CompleteMultipartUploadResult', {
      Location: location,
      Bucket: bucket.name,
      Key: key,
      ETag: `"${etag}"`,
      ...sums,
    }),
  );
};
