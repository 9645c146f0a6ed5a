/** What the hooks and the S3 room take of AWS clients. */
export { createRequestHandler } from '../cognito.ts';
export { createAwsClient, type AwsClientClass, type AwsClientConfig } from '../cognito/aws-client.ts';
