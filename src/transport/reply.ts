/** Reads a reply of the user pool: its output, or the error that it stands for. No I/O. */
import { CognitoError } from '../errors.ts';
import { parseObject } from '../lib/json.ts';

/** Milliseconds. The service names no time with LimitExceededException; attempts are counted over minutes. */
const LIMIT_PAUSE = 15 * 60_000;
/** A sentence of the service's; longer is not meant for people. */
const MAX_MESSAGE = 1_000;

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** Throws a CognitoError for every reply that is not a success. */
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
  // `namespace#Name`, `Name:url` and `Name:` all occur. The header is there where CORS exposes it.
  const named = /^(?:.*#)?(\w+)/.exec(text(json?.['__type'] ?? headers.get('x-amzn-errortype')))?.[1];
  const code =
    named ??
    (status === 429 ? 'TooManyRequestsException' : status === 403 ? 'ForbiddenException' : 'ServerError');
  const throttled = /^(?:LimitExceeded|TooMany|Throttling)/.test(code);
  // A web application firewall answers 403, mostly in HTML; what it refuses says nothing about the session.
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
