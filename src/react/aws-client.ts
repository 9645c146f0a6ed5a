/**
 * One client of the AWS SDK for one person: their credentials, requests that end when they leave, the service's clock,
 * and one more try when the service says that the keys ran out.
 */
import { createRequestHandler, type Cognito } from '../cognito.ts';

export { createRequestHandler };

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
export type AwsClientConfig<Class extends AwsClientClass> = Omit<ConfigOf<Class>, 'credentials'>;

type Next = (args: { input: object }) => Promise<unknown>;
const expired = new Set(['ExpiredToken', 'ExpiredTokenException']);

/** A body that was read once cannot be sent again. */
const isReplayable = (input: object) =>
  !(
    typeof ReadableStream === 'function' &&
    Object.values(input).some((value) => value instanceof ReadableStream)
  );

const retryExpired = (cognito: Cognito) => (next: Next) => async (args: { input: object }) => {
  try {
    return await next(args);
  } catch (error) {
    if (!(error instanceof Error && expired.has(error.name) && isReplayable(args.input))) throw error;
    await cognito.credentials({ forceRefresh: true });
    return next(args);
  }
};

export function createAwsClient<Class extends AwsClientClass>(
  Class: Class,
  cognito: Cognito,
  config: object = {},
): InstanceType<Class> {
  const { endpoint, identityRegion } = cognito.config;
  const Constructor = Class as unknown as new (config: object) => InstanceType<Class>;
  const client = new Constructor({
    region: identityRegion,
    // A local AWS answers S3 under one host, without a name for each bucket.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    requestHandler: createRequestHandler(cognito),
    systemClockOffset: cognito.systemClockOffset(),
    ...config,
    credentials: cognito.credentials,
  });
  client.middlewareStack.add(retryExpired(cognito), { step: 'initialize', name: 'cognitoKitRetryExpired' });
  return client;
}
