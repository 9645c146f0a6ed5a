/** HeadBucket. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
import type { S3Operation } from '../call.ts';

export const headBucket: S3Operation = ({ allow }) => {
  allow('s3:ListBucket', '');
  return new Response(null);
};
