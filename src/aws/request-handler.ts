/**
 * A request handler for AWS SDK clients, bound to one auth state: it sends through the kit's `fetch`, and aborts its
 * requests when the auth state ends.
 * https://github.com/aws/aws-sdk-js-v3/blob/main/supplemental-docs/CLIENTS.md#request-handler-requesthandler
 */
import { abortable } from '../lib/abortable.ts';
import type { Platform } from '../lib/platform.ts';

/** The members of the SDK's `HttpRequest` that are read. */
export interface AwsRequest {
  method: string;
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  query?: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  // oxlint-disable-next-line typescript/no-explicit-any -- the SDK's own type: a body is whatever the client was given
  body?: any;
  username?: string;
  password?: string;
  fragment?: string;
}

export interface AwsResponse {
  statusCode: number;
  reason?: string;
  headers: Record<string, string>;
  // oxlint-disable-next-line typescript/no-explicit-any -- the SDK's own type: a body is whatever the handler reads
  body?: any;
}

export interface AwsHandlerOptions {
  abortSignal?: Pick<AbortSignal, 'aborted'> & { onabort: unknown };
  /** Milliseconds. */
  requestTimeout?: number;
}

/** The `requestHandler` of AWS SDK clients; `@aws-sdk/xhr-http-handler` is one. */
export interface AwsRequestHandler {
  readonly metadata?: { handlerProtocol: string };
  handle(request: AwsRequest, options?: AwsHandlerOptions): Promise<{ response: AwsResponse }>;
  destroy?(): void;
}

/** The members of the kit's client that a request handler uses; a client of `createCognito` is one. */
export interface RequestHandlerHost {
  /** Aborted when the auth state ends. */
  authSignal: () => AbortSignal;
  /** @internal */
  userPool: { platform: Pick<Platform, 'fetch'> };
}

/** Encodes as SigV4 signs: by RFC 3986, which is stricter than encodeURIComponent. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** Builds the address of a request, its query sorted by name. */
export function urlOf({ protocol, hostname, port, path, query = {} }: AwsRequest): string {
  const pairs = Object.keys(query)
    .toSorted()
    .flatMap((name) => {
      const value = query[name];
      if (value === null || value === undefined) return [encode(name)];
      return [value].flat().map((one) => `${encode(name)}=${encode(one)}`);
    });
  const search = pairs.length > 0 ? `?${pairs.join('&')}` : '';
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}${search}`;
}

/** The SDK and its callers recognize an aborted request by the name `AbortError`. */
const abortError = (cause: unknown) =>
  Object.assign(new Error('The request was aborted because its caller or its session ended it.', { cause }), {
    name: 'AbortError',
  });

/**
 * Creates a request handler for an AWS SDK client. It ends with the auth state in which it was created: its running
 * requests are aborted, and later ones rejected, with an error named `AbortError`.
 * @example
 * const s3 = new S3Client({ region, credentials: cognito.credentials, requestHandler: createRequestHandler(cognito) });
 * @param inner Sends the requests in place of the kit's `fetch`
 */
export function createRequestHandler(
  cognito: RequestHandlerHost,
  inner?: AwsRequestHandler,
): AwsRequestHandler {
  const { authSignal, userPool } = cognito;
  const { fetch } = userPool.platform;
  const authState = authSignal();
  const destroyed = new AbortController();

  const send = async (request: AwsRequest, signal: AbortSignal): Promise<{ response: AwsResponse }> => {
    // Browsers set `host` themselves.
    const { host: _, ...headers } = request.headers;
    const isRead = /^(GET|HEAD)$/.test(request.method);
    const body: unknown = isRead ? null : request.body;
    const response = await fetch(urlOf(request), {
      method: request.method,
      headers,
      signal,
      // The browser's cache does not tell users apart: it would return to one user what another has read. `no-cache`
      // revalidates each entry before its use.
      ...(isRead && { cache: 'no-cache' }),
      body: body as BodyInit | null,
      // Required for a body that is a stream: https://fetch.spec.whatwg.org/#dom-requestinit-duplex
      ...(body instanceof ReadableStream && { duplex: 'half' }),
    });
    return {
      response: {
        statusCode: response.status,
        reason: response.statusText,
        headers: Object.fromEntries(response.headers),
        body: response.body ?? (await response.blob()),
      },
    };
  };

  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request, options = {}) {
      const { abortSignal, requestTimeout } = options;
      const signals = [authState, destroyed.signal];
      if (abortSignal instanceof AbortSignal) signals.push(abortSignal);
      if (requestTimeout) signals.push(AbortSignal.timeout(requestTimeout));
      const signal = AbortSignal.any(signals);
      if (signal.aborted) throw abortError(signal.reason);
      try {
        const response = inner
          ? inner.handle(request, { ...options, abortSignal: signal })
          : send(request, signal);
        // `fetch` or `inner` may ignore the signal.
        return await abortable(response, signal);
      } catch (error) {
        throw signal.aborted ? abortError(signal.reason) : error;
      }
    },
    destroy() {
      destroyed.abort();
      inner?.destroy?.();
    },
  };
}
