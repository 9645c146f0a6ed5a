/** `cognito-kit/s3`: uploads with byte progress, and listings. It needs the AWS SDK's S3 packages, which are optional peers. */
export {
  useUpload,
  type UploadBody,
  type UploadedObject,
  type UploadProgress,
  type UploadState,
  type UseUpload,
  type UseUploadOptions,
} from './s3/use-upload.ts';
export { useObjects, type UseObjects, type UseObjectsOptions } from './s3/use-objects.ts';
