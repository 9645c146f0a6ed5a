/** AbortMultipartUpload. https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
import type { S3Operation } from '../call.ts';
import { uploadOf } from '../uploads.ts';

export const abortMultipartUpload: S3Operation = (call) => {
  call.allow('s3:AbortMultipartUpload', call.key);
  delete call.bucket.uploads[uploadOf(call).id];
  return new Response(null, { status: 204 });
};
