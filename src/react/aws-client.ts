/** What the hooks and the S3 room take of AWS clients. */
export { createRequestHandler } from '../client/create-cognito.ts';
export { createAwsClient, type AwsClientClass, type AwsClientConfig } from '../client/aws-client.ts';
