/** Signs and sends the requests of an administrator with the AWS SDK's own signer. */
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { type PoolUnderTest, Refused, type Reply } from './pool-under-test.ts';

export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface SignedRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** Returns a request as the SDK would send it. */
export async function signAdmin(
  { aws }: Pick<PoolUnderTest, 'aws'>,
  operation: string,
  input: Record<string, unknown>,
  keys: Keys = aws.rootCredentials,
): Promise<SignedRequest> {
  const url = new URL(aws.config.endpoint);
  const body = JSON.stringify({ UserPoolId: aws.config.userPoolId, ...input });
  const signer = new SignatureV4({
    service: 'cognito-idp',
    region: aws.config.region,
    credentials: keys,
    sha256: Sha256,
  });
  const { headers } = await signer.sign(
    {
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      path: '/',
      query: {},
      headers: {
        host: url.host,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      },
      body,
    },
    { signingDate: new Date(aws.clock.now()) },
  );
  return { url: url.href, headers, body };
}

/** Sends a signed request; rejects with a `Refused` error, as `call` does. */
export async function sendAdmin(
  { aws }: Pick<PoolUnderTest, 'aws'>,
  { url, headers, body }: SignedRequest,
): Promise<Reply> {
  const reply = await aws.fetch(url, { method: 'POST', headers, body });
  const answer = (await reply.json()) as Reply;
  if (!reply.ok) throw new Refused(String(answer['__type']), String(answer['message']), reply.status);
  return answer;
}

/** Returns a function that calls administrative operations with the keys of the account. */
export const adminOf =
  (pool: Pick<PoolUnderTest, 'aws'>) =>
  async (operation: string, input: Record<string, unknown> = {}): Promise<Reply> => {
    // Root keys exist once the first request has been answered.
    await pool.aws.snapshot();
    return sendAdmin(pool, await signAdmin(pool, operation, input));
  };

/** Converts a record to a list of `{ Name, Value }`. */
export const pairs = (attributes: Record<string, string>) =>
  Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));

/** Converts a list of `{ Name, Value }` to a record. */
export const recordOf = (list: unknown): Record<string, string> =>
  Object.fromEntries((list as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, Value]));
