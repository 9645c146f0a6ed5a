/** Sends one operation to Cognito. Every call of the kit to `cognito-idp` and `cognito-identity` goes through here. */
import { isCognitoError, outcomeUnknownError } from '../errors.ts';
import type { Input, OperationName, Output } from '../protocol/operations.ts';
import { readReply } from './reply.ts';
import type { UserPool } from './user-pool.ts';
import { withTimeout } from './with-timeout.ts';

/** Milliseconds until a request that hangs is given up. */
const DEADLINE = 8_000;
/** Bytes, then characters. No reply of the service comes near it. */
const MAX_REPLY = 262_144;
/** Tries of a request that is throttled, and the longest pause in milliseconds before the second. */
const TRIES = 3;
const PAUSE = 250;

/** Where an operation goes. A user pool is one. */
export type Service = Pick<UserPool, 'endpoint' | 'platform' | 'onServerDate'>;

/**
 * Sends an operation to the user pool and resolves with its output.
 * @throws {CognitoError} for everything that goes wrong
 */
export async function request<Name extends OperationName>(
  pool: UserPool,
  operation: Name,
  input: Input<Name>,
  signal?: AbortSignal,
): Promise<Output<Name>> {
  let sent = input as Readonly<Record<string, unknown>>;
  for (const transformInput of pool.transformInput ?? []) {
    const given = sent;
    sent = await withTimeout(pool.platform.clock, DEADLINE, '`transformInput`', async () =>
      transformInput(operation, given),
    );
  }
  const output = await post(pool, 'AWSCognitoIdentityProviderService', operation, sent, signal);
  return output as Output<Name>;
}

/**
 * Sends an operation of a service by its `X-Amz-Target` prefix.
 * Retries only what the service refused to begin (TooManyRequestsException): all else may have taken effect.
 * The headers are always the same two, so that a browser asks for one CORS preflight and remembers it.
 * @throws {CognitoError} for everything that goes wrong
 */
export async function post(
  { endpoint, onServerDate, platform: { clock, fetch, random } }: Service,
  prefix: string,
  operation: string,
  input: object,
  signal?: AbortSignal,
): Promise<unknown> {
  const send = async (inner: AbortSignal) => {
    const response = await fetch(`${endpoint}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `${prefix}.${operation}`,
      },
      body: JSON.stringify(input),
      signal: inner,
    });
    const { headers } = response;
    const body = await readBody(response);
    // The service's own replies, refusals among them. A proxy's or a Wi-Fi log-in page's date may be anything.
    if ((response.ok ? /^({|$)/ : /"__type"/).test(body))
      // What came out of a cache tells of another time: https://www.rfc-editor.org/rfc/rfc9111#section-5.1
      onServerDate?.(headers.has('age') ? 0 : Date.parse(headers.get('date') ?? ''));
    return readReply(operation, response, body);
  };
  for (let tries = 1; ; tries++) {
    try {
      return await withTimeout(clock, DEADLINE, operation, send, signal);
    } catch (error) {
      if (!isCognitoError(error)) {
        throw signal?.aborted
          ? outcomeUnknownError('aborted', 'Aborted', `${operation} was aborted`, error)
          : outcomeUnknownError('network', 'NetworkError', `${operation} did not reach Cognito`, error);
      }
      if (tries === TRIES || error.code !== 'TooManyRequestsException') throw error;
    }
    // Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
    const share = (random(1)[0] ?? 0) / 255;
    await new Promise<void>((resolve) => clock.after(share * PAUSE * tries, resolve));
  }
}

/** Whole, since Chromium shows a body that is read in parts as canceled. What is too long ends up as no JSON. */
async function readBody(response: Response): Promise<string> {
  if (Number(response.headers.get('content-length')) > MAX_REPLY) {
    await response.body?.cancel();
    return 'too long';
  }
  const text = await response.text();
  return text.length > MAX_REPLY ? 'too long' : text;
}
