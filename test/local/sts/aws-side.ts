/**
 * Identity pools, STS, S3 and DynamoDB in one process, with clients of the AWS SDK that call them without a network.
 */
import { Readable } from 'node:stream';
import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { defaultBucket } from '../../../local/src/defaults/bucket.ts';
import { defaultIdentityPool } from '../../../local/src/defaults/identity-pool.ts';
import { account } from '../../../local/src/defaults/names.ts';
import { defaultIam } from '../../../local/src/defaults/roles.ts';
import { createDynamoDbGate } from '../../../local/src/dynamodb/gate.ts';
import type { Handler } from '../../../local/src/protocol/handler.ts';
import { createAuthorize } from '../../../local/src/iam/authorize.ts';
import { createOpenIdKeys } from '../../../local/src/identity-pool/open-id-keys.ts';
import { tagsInToken } from '../../../local/src/identity-pool/principal-tags.ts';
import { createIdentityPoolService } from '../../../local/src/identity-pool/service.ts';
import { emptyIdentityPools } from '../../../local/src/identity-pool/state.ts';
import { createS3Service } from '../../../local/src/s3/service.ts';
import { emptyS3 } from '../../../local/src/s3/state.ts';
import { createAuthenticate } from '../../../local/src/sts/authenticate.ts';
import { createStsService } from '../../../local/src/sts/service.ts';
import { emptySts } from '../../../local/src/sts/state.ts';
import type { Platform } from '../../../local/src/platform/platform.ts';

export const region = 'us-east-1';
export const userPoolId = 'us-east-1_Test00001';
export const clientId = 'testclienttestclienttest01';
export const provider = `cognito-idp.${region}.amazonaws.com/${userPoolId}`;
export const Bucket = 'cognito-kit-local';

const signer = await generateKeyPair('RS256', { extractable: true });
export const forger = await generateKeyPair('RS256');
const jwk = { ...(await exportJWK(signer.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' };

interface SdkRequest {
  method: string;
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  query?: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  body?: unknown;
}

const escaped = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** Returns the URL that the SDK would request. */
export const urlOf = ({ protocol, hostname, port, path, query = {} }: SdkRequest) => {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => `${escaped(name)}=${escaped(one ?? '')}`),
  );
  const search = pairs.length > 0 ? `?${pairs.join('&')}` : '';
  return `${protocol}//${hostname}${port ? `:${port}` : ''}${path}${search}`;
};

/** Wraps a service as a request handler of the SDK; `tamper` changes each request before it arrives. */
export const requestHandler = (handler: Handler, tamper = (request: Request) => request) => ({
  async handle(sdk: SdkRequest) {
    const { method, headers, body } = sdk;
    const sent = body instanceof Readable ? Readable.toWeb(body) : body;
    const request = new Request(urlOf(sdk), {
      method,
      headers,
      ...(sent !== undefined &&
        method !== 'GET' &&
        method !== 'HEAD' && { body: sent as BodyInit, duplex: 'half' }),
    });
    const reply = await handler(tamper(request));
    const bytes = Buffer.from(await reply.arrayBuffer());
    return {
      response: {
        statusCode: reply.status,
        reason: reply.statusText,
        headers: Object.fromEntries(reply.headers),
        body: Readable.from(bytes.length > 0 ? [bytes] : []),
      },
    };
  },
});

const nothing = () => {};
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface AwsSideOptions {
  dynamodb?: Handler;
}

export const createAwsSide = ({ dynamodb }: AwsSideOptions = {}) => {
  let ahead = 0;
  const lines: string[] = [];
  const platform: Platform = {
    now: () => Date.now() + ahead,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    print: (line) => void lines.push(line),
  };
  const iam = defaultIam(region);
  const sts = emptySts(platform, account);
  const pools = emptyIdentityPools();
  const pool = defaultIdentityPool({ region, userPoolId, clientId });
  pools.pools[pool.id] = pool;
  const s3State = emptyS3();
  s3State.buckets[Bucket] = defaultBucket(platform.now());
  const authenticate = createAuthenticate({ platform, sts });
  const authorize = createAuthorize({ platform, iam });
  const keys = createOpenIdKeys(pools);
  /** `sub` claims of the user pool users who signed out everywhere. */
  const signedOut = new Set<string>();
  const services = {
    identity: createIdentityPoolService({
      platform,
      region,
      state: pools,
      iam,
      sts,
      keys,
      authenticate,
      authorize,
      isTokenGood: (_, { sub = '' }) => !signedOut.has(sub),
      jwks: async (issuer) => (issuer === `https://${provider}` ? { keys: [jwk] } : undefined),
    }),
    sts: createStsService({
      platform,
      region,
      authenticate,
      iam,
      sts,
      openIdKeys: () => keys.published(),
      identityPoolIds: () => Object.keys(pools.pools),
      tagsInToken,
    }),
    s3: createS3Service({ platform, region, state: s3State, authenticate, authorize }),
    dynamodb: createDynamoDbGate({ platform, region, authenticate, authorize, backend: dynamodb }),
  };
  const endpoint = 'http://localhost:4599';

  const idToken = (sub: string, claims: JWTPayload = {}, key = signer.privateKey) => {
    const now = Math.floor(platform.now() / 1000);
    return new SignJWT({
      iss: `https://${provider}`,
      aud: clientId,
      token_use: 'id',
      sub,
      iat: now,
      exp: now + 3600,
      ...claims,
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
      .sign(key);
  };
  const identity = new CognitoIdentityClient({
    region,
    endpoint,
    maxAttempts: 1,
    requestHandler: requestHandler(services.identity) as never,
    credentials: { accessKeyId: 'unused', secretAccessKey: 'unused' },
  });
  /** Returns an identity pool client that signs its requests, by default with the keys of the account. */
  const admin = (credentials: Keys = sts.root, tamper?: (request: Request) => Request) =>
    new CognitoIdentityClient({
      region,
      endpoint,
      maxAttempts: 1,
      credentials,
      requestHandler: requestHandler(services.identity, tamper) as never,
    });
  const clients = (credentials: Keys, tamper?: (request: Request) => Request) => {
    const common = { region, endpoint, credentials, maxAttempts: 1, logger: silent };
    return {
      s3: new S3Client({
        ...common,
        forcePathStyle: true,
        requestHandler: requestHandler(services.s3, tamper) as never,
      }),
      sts: new STSClient({ ...common, requestHandler: requestHandler(services.sts, tamper) as never }),
      documents: DynamoDBDocumentClient.from(
        new DynamoDBClient({ ...common, requestHandler: requestHandler(services.dynamodb, tamper) as never }),
      ),
    };
  };
  return {
    platform,
    lines,
    iam,
    sts,
    pool,
    pools,
    openIdKeys: keys,
    s3State,
    services,
    endpoint,
    idToken,
    identity,
    admin,
    signedOut,
    clients,
    advance: (seconds: number) => {
      ahead += seconds * 1000;
    },
  };
};

export type AwsSide = ReturnType<typeof createAwsSide>;
