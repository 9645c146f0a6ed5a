/** Reads a reply of the user pool: its output, or the error that it stands for. No I/O. */
import { CognitoError } from '../errors.ts';

export interface Reply {
  /** HTTP status. */
  status: number;
  /** The header `x-amzn-ErrorType`, where CORS exposes it. */
  errorType?: string | null;
  /** The header `Retry-After`, in seconds. */
  retryAfter?: string | null;
  body: string;
}

/** The service names no time with LimitExceededException; attempts are counted over minutes. */
const LIMIT_PAUSE = 15 * 60_000;
/** A sentence of the service's; longer is not meant for people. */
const MAX_MESSAGE = 1_000;

/** Throws a CognitoError for every reply that is not a success. */
export function readReply(operation: string, { status, errorType, retryAfter, body }: Reply): unknown {
  const json = parse(body);
  if (status < 300) {
    if (json) return json;
    throw new CognitoError({
      kind: 'server',
      code: 'InvalidResponse',
      message: `${operation} was answered with something that is not JSON, as a Wi-Fi log-in page or a proxy does. Nothing was changed here; check the connection or the endpoint and try again.`,
    });
  }
  const named = json?.['__type'] ?? json?.['code'] ?? errorType;
  // `namespace#Name`, `Name:url` and `Name:` all occur.
  const name = typeof named === 'string' ? (/[^#:]+/.exec(named.replace(/^.*#/, ''))?.[0] ?? '') : '';
  const said = json?.['message'] ?? json?.['Message'];
  const seconds = Number(retryAfter);
  const limited = /^(?:LimitExceeded|TooManyFailedAttempts)Exception$/.test(name);
  const throttled = limited || status === 429 || /^(?:TooManyRequests|Throttling)Exception$/.test(name);
  // A web application firewall answers 403, mostly in HTML; what it refuses says nothing about the session.
  const server = status >= 500 || name === 'ForbiddenException' || !name;
  throw new CognitoError({
    kind: throttled ? 'throttled' : server ? 'server' : 'rejected',
    code:
      name ||
      (throttled ? 'TooManyRequestsException' : status === 403 ? 'ForbiddenException' : 'ServerError'),
    message:
      typeof said === 'string' && said
        ? said.slice(0, MAX_MESSAGE)
        : `${operation} was answered with HTTP ${status} and no reason, so whether it took effect is unknown. Try again; if it stays so, look at the pool’s status and at what stands between it and this page.`,
    ...(throttled && (seconds > 0 || limited)
      ? { retryAfter: seconds > 0 ? seconds * 1000 : LIMIT_PAUSE }
      : {}),
  });
}

/** An empty body counts as an empty object: several operations answer so. */
function parse(body: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(body || '{}', (key, value: unknown) =>
      key === '__proto__' ? undefined : value,
    );
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
