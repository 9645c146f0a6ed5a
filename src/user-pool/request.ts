/** Sends one operation to Cognito. Every call of the kit to `cognito-idp` and `cognito-identity` goes through here. */
import { CognitoError, isCognitoError } from '../errors.ts';
import type { Input, OperationName, Output } from '../protocol/operations.ts';
import { readReply } from './reply.ts';
import type { UserPool } from './user-pool.ts';

/** Milliseconds until a request that hangs is given up. */
const DEADLINE = 8_000;
/** No reply of the service comes near it. */
const MAX_REPLY = 262_144;
/** Tries of a request that is throttled, and the longest pause in milliseconds before the second. */
const TRIES = 3;
const PAUSE = 250;

/** Where an operation goes. A user pool is one. */
export type Service = Pick<UserPool, 'endpoint' | 'world'>;

/**
 * Sends an operation to the user pool and resolves with its output.
 * @throws {CognitoError} for everything that goes wrong
 */
export const request = <Name extends OperationName>(
  pool: UserPool,
  operation: Name,
  input: Input<Name>,
  signal?: AbortSignal,
): Promise<Output<Name>> =>
  post(pool, 'AWSCognitoIdentityProviderService', operation, input, signal) as Promise<Output<Name>>;

/**
 * Sends an operation of a service by its `X-Amz-Target` prefix.
 * Retries only what the service refused to begin (TooManyRequestsException): all else may have taken effect.
 * The headers are always the same two, so that a browser asks for one CORS preflight and remembers it.
 * @throws {CognitoError} for everything that goes wrong
 */
export async function post(
  service: Service,
  prefix: string,
  operation: string,
  input: object,
  signal?: AbortSignal,
): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await within(service, operation, signal, (inner) =>
        send(service, prefix, operation, input, inner),
      );
    } catch (error) {
      if (attempt === TRIES || !isCognitoError(error, 'TooManyRequestsException')) throw error;
      // Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
      const share = (service.world.random(1)[0] ?? 0) / 255;
      await new Promise<void>((resolve) => service.world.clock.after(share * PAUSE * attempt, resolve));
    }
  }
}

async function send(
  { endpoint, world }: Service,
  prefix: string,
  operation: string,
  input: object,
  signal: AbortSignal,
) {
  const response = await world.fetch(`${endpoint}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${prefix}.${operation}`,
    },
    body: JSON.stringify(input),
    signal,
  });
  return readReply(operation, {
    status: response.status,
    errorType: response.headers.get('x-amzn-errortype'),
    retryAfter: response.headers.get('retry-after'),
    body: await readBody(response),
  });
}

/** Reads at most MAX_REPLY bytes; what is longer ends up as no JSON. */
async function readBody(response: Response): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let size = 0; size <= MAX_REPLY;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return '\0';
}

/** Settles within the deadline and the caller's patience, even where `fetch` ignores its signal. */
function within<Result>(
  { world: { clock } }: Service,
  operation: string,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  return new Promise<Result>((resolve, reject) => {
    // At once, and not when the work ends: a transport that ignores its signal never does.
    const stop = (error: CognitoError) => {
      clean();
      reject(error);
      controller.abort(error);
    };
    const abort = () => {
      const reason: unknown = signal?.reason;
      stop(
        isCognitoError(reason) ? reason : failure('aborted', 'Aborted', `${operation} was aborted`, reason),
      );
    };
    signal?.addEventListener('abort', abort);
    const clean = () => {
      cancel();
      signal?.removeEventListener('abort', abort);
    };
    const cancel = clock.after(DEADLINE, () =>
      stop(failure('timeout', 'Timeout', `${operation} was not answered within ${DEADLINE / 1000} s`)),
    );
    if (signal?.aborted) return abort();
    void work(controller.signal)
      .then(resolve, (error: unknown) =>
        reject(
          isCognitoError(error)
            ? error
            : failure('network', 'NetworkError', `${operation} did not reach Cognito`, error),
        ),
      )
      .finally(clean);
  });
}

function failure(kind: 'aborted' | 'timeout' | 'network', code: string, what: string, cause?: unknown) {
  return new CognitoError({
    kind,
    code,
    cause,
    message: `${what}, so whether it took effect is unknown. ${
      kind === 'aborted' ? 'Call it again if it is still wanted.' : 'Check the connection and try again.'
    }`,
  });
}
