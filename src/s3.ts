/** `cognito-kit/s3`: uploads with byte progress, and listings. Needs the AWS SDK's S3 packages, which are optional peers. */
export { useUpload, type UseUpload, type UseUploadOptions, type UploadBody } from './s3/use-upload.ts';
export { useObjects, type UseObjectsOptions } from './s3/use-objects.ts';
