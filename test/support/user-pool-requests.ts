/** Raw requests to a user pool without the kit: unsigned ones, and those of an administrator, signed by the AWS SDK. */
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { LocalAws } from 'cognito-kit-local';

export type Reply = Record<string, unknown> & {
  ChallengeName?: string;
  ChallengeParameters?: Record<string, string>;
  Session?: string;
  AuthenticationResult?: {
    AccessToken: string;
    IdToken: string;
    RefreshToken?: string;
    ExpiresIn: number;
    TokenType: string;
  };
};

/** An error of the service: `code` is its type. */
export class Refused extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const headersOf = (operation: string) => ({
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
});

async function send(aws: LocalAws, url: string, headers: Record<string, string>, body: string) {
  const response = await aws.fetch(url, { method: 'POST', headers, body });
  const reply = (await response.json()) as Reply;
  if (!response.ok) throw new Refused(String(reply['__type']), String(reply['message']), response.status);
  return reply;
}

/** Calls an operation without a signature; rejects with `Refused`. */
export const callUserPool = (aws: LocalAws, operation: string, input: object): Promise<Reply> =>
  send(aws, aws.config.endpoint, headersOf(operation), JSON.stringify(input));

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
  { aws }: { aws: LocalAws },
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
      headers: { host: url.host, ...headersOf(operation) },
      body,
    },
    { signingDate: new Date(aws.clock.now()) },
  );
  return { url: url.href, headers, body };
}

/** Sends a signed request; rejects with `Refused`. */
export const sendAdmin = (
  { aws }: { aws: LocalAws },
  { url, headers, body }: SignedRequest,
): Promise<Reply> => send(aws, url, headers, body);

/** Returns a function that calls administrative operations with the keys of the account. */
export const adminOf =
  (pool: { aws: LocalAws }) =>
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
