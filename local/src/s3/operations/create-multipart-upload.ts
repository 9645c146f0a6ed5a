/** CreateMultipartUpload. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
import { toBase64Url } from '../../lib/bytes.ts';
import { readAttributes } from '../attributes.ts';
import { type S3Operation, xmlReply } from '../call.ts';
import { toXml } from '../xml.ts';

export const createMultipartUpload: S3Operation = ({ platform, bucket, key, headers, allow }) => {
  allow('s3:PutObject', key);
  const id = toBase64Url(platform.random(36));
  bucket.uploads[id] = { id, key, startedAt: platform.now(), parts: [], ...readAttributes(headers) };
  return xmlReply(toXml('InitiateMultipartUploadResult', { Bucket: bucket.name, Key: key, UploadId: id }));
};
