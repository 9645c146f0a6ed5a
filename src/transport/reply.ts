/** Reads a reply of Cognito: its output, or its error. No I/O. */
import { CognitoError } from '../errors.ts';
import { parseObject } from '../lib/json.ts';

/** Milliseconds. Cognito names no time with LimitExceededException, and counts attempts over minutes. */
const LIMIT_PAUSE = 15 * 60_000;
/** Characters of a message. A longer one is no sentence for users. */
const MAX_MESSAGE = 1_000;

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/**
 * @returns the output of the operation
 * @throws {CognitoError} for every reply that is no success, with Cognito's own code. `InvalidResponse` when the body is
 * no JSON object. `TooManyRequestsException`, `ForbiddenException` or `ServerError` by the HTTP status when no code is named
 */
export function readReply(
  operation: string,
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  body: string,
): unknown {
  // Several operations answer with an empty body.
  const json = parseObject(body || '{}');
  if (status < 300) {
    if (json) return json;
    throw new CognitoError({
      kind: 'server',
      code: 'InvalidResponse',
      message: `${operation} was answered without JSON, as by a Wi-Fi log-in page, so nothing was stored. Try again; if it stays so, check the connection.`,
    });
  }
  // The name occurs as `namespace#Name`, `Name:url` and `Name:`. CORS may hide the header.
  const named = /^(?:.*#)?(\w+)/.exec(text(json?.['__type'] ?? headers.get('x-amzn-errortype')))?.[1];
  const code =
    named ??
    (status === 429 ? 'TooManyRequestsException' : status === 403 ? 'ForbiddenException' : 'ServerError');
  const throttled = /^(?:LimitExceeded|TooMany|Throttling)/.test(code);
  // A web application firewall answers 403, mostly in HTML. Its refusal says nothing about the session.
  const server = status >= 500 || /^(?:Forbidden|Server)/.test(code);
  throw new CognitoError({
    kind: throttled ? 'throttled' : server ? 'server' : 'rejected',
    code,
    message:
      text(json?.['message'] ?? json?.['Message']).slice(0, MAX_MESSAGE) ||
      `${operation} failed with HTTP ${status} and may have taken effect all the same. Try again; if it stays so, check the connection.`,
    retryAfter:
      Number(headers.get('retry-after')) * 1000 || (/^Limit|Attempts/.test(code) ? LIMIT_PAUSE : undefined),
  });
}
