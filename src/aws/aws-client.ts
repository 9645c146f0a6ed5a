/**
 * Creates an AWS SDK client for one auth state, with its credentials and the service's clock. Its requests are aborted
 * when the auth state ends. A call is repeated once when AWS says that the keys have expired.
 */
import {
  credentialsForRole,
  type AwsCredentialsProvider,
  type CredentialsOptions,
} from './aws-credentials.ts';
import { createRequestHandler, type RequestHandlerHost } from './request-handler.ts';

/** The members that every client of the AWS SDK v3 has. */
export interface AwsClient {
  destroy(): void;
  middlewareStack: { add(middleware: never, options: never): void };
}

/** A client's class, such as `S3Client`. */
export type AwsClientClass = new (...config: never) => AwsClient;

/** The parameter of a client's constructor. */
type ConfigOf<Class extends AwsClientClass> =
  ConstructorParameters<Class> extends infer Args ? (Args extends [infer Config] ? Config : never) : never;

/** The client's own config. The app's values go before those of the kit; only the credentials are always the kit's. */
export type AwsClientConfig<Class extends AwsClientClass> = Omit<ConfigOf<Class>, 'credentials'> & {
  /** A role of the user's `cognito:roles`, in place of the pool's choice. See `credentialsForRole`. */
  roleArn?: string | undefined;
};

/** The members of the kit's client that an AWS client uses; a client of `createCognito` is one. */
export interface AwsClientHost extends RequestHandlerHost {
  readonly config: { readonly endpoint?: string | undefined; readonly identityRegion: string };
  readonly credentials: AwsCredentialsProvider;
  readonly systemClockOffset: () => number;
}

type Next = (args: { input: object }) => Promise<unknown>;
const expiredTokenErrors = new Set(['ExpiredToken', 'ExpiredTokenException']);

/** A stream that was read once cannot be sent again. */
const isReplayable = (input: object) =>
  !(
    typeof ReadableStream === 'function' &&
    Object.values(input).some((value) => value instanceof ReadableStream)
  );

/** Middleware that repeats a call once with new keys when AWS says that the keys have expired. */
const retryExpired =
  (credentials: (options?: CredentialsOptions) => Promise<{ accessKeyId: string }>) =>
  (next: Next) =>
  async (args: { input: object }) => {
    const { accessKeyId } = await credentials();
    try {
      return await next(args);
    } catch (error) {
      if (!(error instanceof Error && expiredTokenErrors.has(error.name) && isReplayable(args.input)))
        throw error;
      // When several parts of an upload are refused, the first one renews the keys; the others see other keys by then.
      const forceRefresh = (await credentials()).accessKeyId === accessKeyId;
      if (forceRefresh) await credentials({ forceRefresh });
      return next(args);
    }
  };

/**
 * Creates a client of the AWS SDK with region, credentials, request handler, clock and the local AWS's endpoint filled
 * in. It ends with the auth state in which it was created: create another one then, as `useAwsClient` does.
 * @example
 * const s3 = createAwsClient(cognito, S3Client);
 * @param Class The client's class, such as `S3Client`
 * @param config Goes to the constructor; `roleArn` chooses one of the user's roles
 * @returns The client, an instance of `Class`
 */
export function createAwsClient<Class extends AwsClientClass>(
  cognito: AwsClientHost,
  Class: Class,
  config?: AwsClientConfig<Class>,
): InstanceType<Class> {
  const { endpoint, identityRegion } = cognito.config;
  const { roleArn, ...rest } = { ...config } as { roleArn?: string };
  const credentials = credentialsForRole(cognito, roleArn);
  const Constructor = Class as unknown as new (config: object) => InstanceType<Class>;
  const client = new Constructor({
    region: identityRegion,
    // A local AWS serves all S3 buckets under one host.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    requestHandler: createRequestHandler(cognito),
    systemClockOffset: cognito.systemClockOffset(),
    ...rest,
    credentials,
  });
  client.middlewareStack.add(retryExpired(credentials), {
    step: 'initialize',
    name: 'cognitoKitRetryExpired',
  });
  return client;
}
