/** AWS's own clients for a guest, for a user, or with any credentials of a test. */
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
import { identityJs, sessionOf } from '../support/identity-js-client.ts';
import type { ServerUnderTest } from '../support/local-aws-server.ts';

export type CredentialsLike = ReturnType<typeof fromCognitoIdentityPool> | Keys;
export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** Creates S3, STS and DynamoDB clients with these credentials. */
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

const emptyCache = { getItem: () => null, setItem: () => {}, removeItem: () => {} };

/** Exchanges an ID token for credentials with AWS's own provider. Without a token, the credentials are a guest's. */
export const exchange = (aws: ServerUnderTest, idToken?: string) =>
  fromCognitoIdentityPool({
    identityPoolId: aws.config.identityPoolId,
    cache: emptyCache, // the SDK's default cache shares a guest's identity id with the whole process
    clientConfig: { region: aws.config.region, endpoint: aws.url, maxAttempts: 1 },
    ...(idToken === undefined ? {} : { logins: { [aws.loginKey]: idToken } }),
  });

/** Signs in over SRP with amazon-cognito-identity-js, which is slow. */
async function bySrp(aws: ServerUnderTest, name: string) {
  const client = identityJs(aws);
  const session = sessionOf(await client.signIn(client.user(name), aws.user(name).password));
  return { idToken: session.getIdToken().getJwtToken(), accessToken: session.getAccessToken().getJwtToken() };
}

/** Signs in with the password through AWS's SDK, for tests of later steps. */
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

/** Signs a user in and exchanges the ID token for credentials and clients. */
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

/** Gets a guest's credentials and clients. */
export async function guest(aws: ServerUnderTest) {
  const keys = await exchange(aws)();
  return { keys, identityId: keys.identityId, ...clients(aws, keys) };
}
