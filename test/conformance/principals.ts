/** AWS's own clients, as a guest, as a user, or with whatever credentials a test makes up. */
import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import {
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { identityJs, sessionOf } from './identity-js-client.ts';
import type { ServerUnderTest } from './server.ts';

export type CredentialsLike = ReturnType<typeof fromCognitoIdentityPool> | Keys;
export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export const clients = (aws: ServerUnderTest, credentials: CredentialsLike) => {
  const common = { region: aws.config.region, endpoint: aws.url, credentials, maxAttempts: 1 };
  const dynamo = new DynamoDBClient(common);
  return {
    s3: new S3Client({ ...common, forcePathStyle: true }),
    sts: new STSClient(common),
    dynamo,
    documents: DynamoDBDocumentClient.from(dynamo),
  };
};

export const identityClient = (aws: ServerUnderTest) =>
  new CognitoIdentityClient({ region: aws.config.region, endpoint: aws.url, maxAttempts: 1 });

export const userPoolClient = (aws: ServerUnderTest) =>
  new CognitoIdentityProviderClient({ region: aws.config.region, endpoint: aws.url, maxAttempts: 1 });

const forgetful = { getItem: () => null, setItem: () => {}, removeItem: () => {} };

/** The AWS SDK's own exchange at the identity pool; without an ID token, a guest's. */
export const exchange = (aws: ServerUnderTest, idToken?: string) =>
  fromCognitoIdentityPool({
    identityPoolId: aws.config.identityPoolId,
    cache: forgetful, // The SDK's own remembers a guest's identity id for the whole process.
    clientConfig: { region: aws.config.region, endpoint: aws.url, maxAttempts: 1 },
    ...(idToken === undefined ? {} : { logins: { [aws.loginKey]: idToken } }),
  });

/** By amazon-cognito-identity-js, which is old and takes its time. */
async function bySrp(aws: ServerUnderTest, name: string) {
  const client = identityJs(aws);
  const session = sessionOf(await client.signIn(client.user(name), aws.user(name).password));
  return { idToken: session.getIdToken().getJwtToken(), accessToken: session.getAccessToken().getJwtToken() };
}

/** By AWS's SDK, for tests of what comes after. */
async function byPassword(aws: ServerUnderTest, name: string) {
  const { AuthenticationResult = {} } = await userPoolClient(aws).send(
    new InitiateAuthCommand({
      ClientId: aws.config.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: name, PASSWORD: aws.user(name).password },
    }),
  );
  const { IdToken: idToken = '', AccessToken: accessToken = '' } = AuthenticationResult;
  return { idToken, accessToken };
}

/** Hands the ID token to AWS's provider. */
export async function signedIn(
  aws: ServerUnderTest,
  name: string,
  how: 'bySrp' | 'byPassword' = 'byPassword',
) {
  const { idToken, accessToken } = await { bySrp, byPassword }[how](aws, name);
  const keys = await exchange(aws, idToken)();
  return {
    idToken,
    accessToken,
    keys,
    identityId: keys.identityId,
    ...clients(aws, keys),
  };
}

export async function guest(aws: ServerUnderTest) {
  const keys = await exchange(aws)();
  return { keys, identityId: keys.identityId, ...clients(aws, keys) };
}
