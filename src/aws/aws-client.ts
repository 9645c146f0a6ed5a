/**
 * One client of the AWS SDK for one person: their credentials, requests that end when they leave, the service's clock,
 * and one more try when the service says that the keys ran out.
 */
import type { AwsCredentialsProvider, CredentialsOptions } from './credentials.ts';
import { createRequestHandler, type RequestHandlerHost } from './request-handler.ts';

/** What every client of the AWS SDK v3 has in common. */
export interface AwsClient {
  destroy(): void;
  middlewareStack: { add(middleware: never, options: never): void };
}

/** A client's class, such as `S3Client`. */
export type AwsClientClass = new (...config: never) => AwsClient;

/** What its constructor takes. */
type ConfigOf<Class extends AwsClientClass> =
  ConstructorParameters<Class> extends infer Args ? (Args extends [infer Config] ? Config : never) : never;

/** What the kit fills in; an app's own value wins, except for the credentials. */
export type AwsClientConfig<Class extends AwsClientClass> = Omit<ConfigOf<Class>, 'credentials'> & {
  /** One of the user's `cognito:roles`, instead of the pool's choice. See `credentialsForRole`. */
  roleArn?: string | undefined;
};

/** What an AWS client needs of the kit's client; `createCognito`'s is one. */
export interface AwsClientHost extends RequestHandlerHost {
  readonly config: { readonly endpoint?: string | undefined; readonly identityRegion: string };
  readonly credentials: AwsCredentialsProvider;
  readonly systemClockOffset: () => number;
}

type Next = (args: { input: object }) => Promise<unknown>;
const expired = new Set(['ExpiredToken', 'ExpiredTokenException']);

/** A body that was read once cannot be sent again. */
const isReplayable = (input: object) =>
  !(
    typeof ReadableStream === 'function' &&
    Object.values(input).some((value) => value instanceof ReadableStream)
  );

const retryExpired =
  (credentials: (options?: CredentialsOptions) => Promise<{ accessKeyId: string }>) =>
  (next: Next) =>
  async (args: { input: object }) => {
    const { accessKeyId } = await credentials();
    try {
      return await next(args);
    } catch (error) {
      if (!(error instanceof Error && expired.has(error.name) && isReplayable(args.input))) throw error;
      // Of several parts of an upload that are refused, one asks for new keys, whenever each of them is told.
      const forceRefresh = (await credentials()).accessKeyId === accessKeyId;
      if (forceRefresh) await credentials({ forceRefresh });
      return next(args);
    }
  };

/**
 * `createAwsClient(cognito, S3Client)`: region, credentials, request handler, clock and the local AWS's endpoint are
 * filled in. It ends with the epoch that it was made in: make another one then, as `useAwsClient` does.
 */
export function createAwsClient<Class extends AwsClientClass>(
  cognito: AwsClientHost,
  Class: Class,
  config?: AwsClientConfig<Class>,
): InstanceType<Class> {
  const { endpoint, identityRegion } = cognito.config;
  const { roleArn, ...rest } = { ...config } as { roleArn?: string };
  const provide = (options?: CredentialsOptions) => cognito.credentials({ ...options, roleArn });
  const Constructor = Class as unknown as new (config: object) => InstanceType<Class>;
  const client = new Constructor({
    region: identityRegion,
    // A local AWS answers S3 under one host, without a name for each bucket.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    requestHandler: createRequestHandler(cognito),
    systemClockOffset: cognito.systemClockOffset(),
    ...rest,
    // See `AwsCredentialsProvider`.
    credentials: Object.assign(provide, { memoized: true as const }),
  });
  client.middlewareStack.add(retryExpired(provide), { step: 'initialize', name: 'cognitoKitRetryExpired' });
  return client;
}
