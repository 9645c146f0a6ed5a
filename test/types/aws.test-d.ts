/** The types of credentials and request handlers fit AWS's SDK clients. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { XhrHttpHandler } from '@aws-sdk/xhr-http-handler';
import { createRequestHandler, type Cognito } from 'cognito-kit/core';
import { expectTypeOf, it } from 'vitest';

declare const cognito: Cognito;

it('createRequestHandler: result and credentials fit AWS SDK clients', () => {
  expectTypeOf(cognito.credentials).toExtend<AwsCredentialIdentityProvider>();
  expectTypeOf(cognito.credentials.memoized).toEqualTypeOf<true>();
  const config = { credentials: cognito.credentials, requestHandler: createRequestHandler(cognito) };
  expectTypeOf(config).toExtend<NonNullable<ConstructorParameters<typeof S3Client>[0]>>();
  expectTypeOf(config).toExtend<NonNullable<ConstructorParameters<typeof DynamoDBClient>[0]>>();
});

it('createRequestHandler: accepts the SDK’s own handlers', () => {
  expectTypeOf(XhrHttpHandler).instance.toExtend<NonNullable<Parameters<typeof createRequestHandler>[1]>>();
});
