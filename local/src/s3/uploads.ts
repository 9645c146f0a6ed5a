/** Finds the multipart upload that a request is about. */
import type { S3Call } from './call.ts';
import { s3Error } from './errors.ts';
import type { MultipartUpload } from './state.ts';

/** @throws ServiceError NoSuchUpload, also for an upload of another key. */
export const uploadOf = ({ bucket, key, query }: S3Call): MultipartUpload => {
  const id = query.get('uploadId') ?? '';
  const upload = Object.hasOwn(bucket.uploads, id) ? bucket.uploads[id] : undefined;
  if (upload?.key === key) return upload;
  throw s3Error(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
  );
};
