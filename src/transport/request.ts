/** Sends one operation to Cognito. Every call of the kit to `cognito-idp` and `cognito-identity` goes through here. */
import { isCognitoError, outcomeUnknownError } from '../errors.ts';
import type { Input, OperationName, Output } from '../protocol/operations.ts';
import { readReply } from './reply.ts';
import type { UserPool } from './user-pool.ts';
import { withTimeout } from './with-timeout.ts';

/** Milliseconds after which a request is aborted. */
const REQUEST_TIMEOUT = 8_000;
/** Bytes of a body by its header, and characters of its text. Replies of Cognito are far shorter. */
const MAX_REPLY = 262_144;
/** Attempts of a request that is throttled. */
const ATTEMPTS = 3;
/** Milliseconds: the longest pause before the second attempt. */
const PAUSE = 250;

/** The service that an operation is sent to: a user pool, or an identity pool. */
export type Service = Pick<UserPool, 'endpoint' | 'platform' | 'onServerDate'>;

/**
 * Sends an operation to the user pool and resolves with its output.
 * @throws {CognitoError} the code of Cognito's reply; `Timeout` after 8 seconds; `NetworkError`; `Aborted`, or the reason
 * of `signal` if it is a CognitoError; `InvalidResponse`. Errors of `transformInput` as they are
 */
export async function request<Name extends OperationName>(
  pool: UserPool,
  operation: Name,
  input: Input<Name>,
  signal?: AbortSignal,
): Promise<Output<Name>> {
  let sent = input as Readonly<Record<string, unknown>>;
  for (const transformInput of pool.transformInput ?? []) {
    const previous = sent;
    sent = await withTimeout(pool.platform.clock, REQUEST_TIMEOUT, '`transformInput`', async () =>
      transformInput(operation, previous),
    );
  }
  const output = await post(pool, 'AWSCognitoIdentityProviderService', operation, sent, signal);
  return output as Output<Name>;
}

/**
 * Sends an operation to a service. Repeats it up to two times after TooManyRequestsException, which Cognito sends before it
 * begins; after any other error the operation may have taken effect. The headers are always the same two, so a browser
 * sends one CORS preflight and remembers it.
 * @param prefix Names the service in `X-Amz-Target`
 * @throws {CognitoError} as `request`
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
    // Takes the date of Cognito's own replies only: that of a proxy or a Wi-Fi log-in page may be wrong.
    if ((response.ok ? /^({|$)/ : /"__type"/).test(body))
      // A reply out of a cache has the date of another time: https://www.rfc-editor.org/rfc/rfc9111#section-5.1
      onServerDate?.(headers.has('age') ? 0 : Date.parse(headers.get('date') ?? ''));
    return readReply(operation, response, body);
  };
  for (let attempt = 1; ; attempt++) {
    try {
      return await withTimeout(clock, REQUEST_TIMEOUT, operation, send, signal);
    } catch (error) {
      if (!isCognitoError(error)) {
        throw signal?.aborted
          ? outcomeUnknownError('aborted', 'Aborted', `${operation} was aborted`, error)
          : outcomeUnknownError('network', 'NetworkError', `${operation} did not reach Cognito`, error);
      }
      if (attempt === ATTEMPTS || error.code !== 'TooManyRequestsException') throw error;
    }
    // Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
    const share = (random(1)[0] ?? 0) / 255;
    await new Promise<void>((resolve) => clock.after(share * PAUSE * attempt, resolve));
  }
}

/**
 * Reads a body as a whole, since Chromium shows a body that is read in parts as canceled. A body that is too long is
 * replaced by a text that is no JSON.
 */
async function readBody(response: Response): Promise<string> {
  if (Number(response.headers.get('content-length')) > MAX_REPLY) {
    await response.body?.cancel();
    return 'too long';
  }
  const text = await response.text();
  return text.length > MAX_REPLY ? 'too long' : text;
}
