/**
 * DeleteObject. Deleting a key that does not exist succeeds.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
 */
import type { S3Operation } from '../call.ts';
import { removeObject } from '../state.ts';

export const deleteObject: S3Operation = ({ bucket, key, allow }) => {
  allow('s3:DeleteObject', key);
  removeObject(bucket, key);
  return new Response(null, { status: 204 });
};
