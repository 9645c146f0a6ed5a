/** Returns a DynamoDB client that signs with the visitor's temporary keys and takes plain JavaScript values. */
import { useMemo } from 'react';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { useAwsClient } from 'cognito-kit';

export function useDynamoDb(): DynamoDBDocumentClient {
  const client = useAwsClient(DynamoDBClient);
  return useMemo(() => DynamoDBDocumentClient.from(client), [client]);
}
