/**
 * A request handler for clients of the AWS SDK that belongs to one epoch: it sends through the kit's `fetch`, ends with
 * the person it was made for, and aborts what is then under way.
 * https://github.com/aws/aws-sdk-js-v3/blob/main/supplemental-docs/CLIENTS.md#request-handler-requesthandler
 */
import { abortable } from '../lib/abortable.ts';
import type { Platform } from '../lib/platform.ts';

/** The SDK's `HttpRequest`, as far as it is read. */
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

/** What AWS SDK clients take as `requestHandler`, and what `@aws-sdk/xhr-http-handler` is. */
export interface AwsRequestHandler {
  readonly metadata?: { handlerProtocol: string };
  handle(request: AwsRequest, options?: AwsHandlerOptions): Promise<{ response: AwsResponse }>;
  destroy?(): void;
}

/** What is used of a `Cognito`. */
export interface RequestHandlerHost {
  /** Aborted when the epoch passes. */
  authSignal: () => AbortSignal;
  userPool: { platform: Pick<Platform, 'fetch'> };
}

/** RFC 3986, stricter than encodeURIComponent, as SigV4 signs it. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

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

/** What the SDK and its callers know an aborted request by. */
const abortError = (cause: unknown) =>
  Object.assign(new Error('The request was aborted, since its caller or its session ended.', { cause }), {
    name: 'AbortError',
  });

/**
 * For `new S3Client({ requestHandler: createRequestHandler(cognito) })`: sends through the kit's `fetch`, or through
 * `inner`; ends with the epoch that it was made in, aborting what is under way.
 */
export function createRequestHandler(
  { authSignal, userPool }: RequestHandlerHost,
  inner?: AwsRequestHandler,
): AwsRequestHandler {
  const { fetch } = userPool.platform;
  const epoch = authSignal();
  const gone = new AbortController();

  const send = async (request: AwsRequest, signal: AbortSignal): Promise<{ response: AwsResponse }> => {
    // `host` is the browser's to set.
    const { host: _, ...headers } = request.headers;
    const reads = /^(GET|HEAD)$/.test(request.method);
    const body: unknown = reads ? null : request.body;
    const response = await fetch(urlOf(request), {
      method: request.method,
      headers,
      signal,
      // The browser's cache knows no person, and would give one what another has read. What it has is only asked about.
      ...(reads && { cache: 'no-cache' }),
      body: body as BodyInit | null,
      // Required of a body that is a stream: https://fetch.spec.whatwg.org/#dom-requestinit-duplex
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
      const signals = [epoch, gone.signal];
      if (abortSignal instanceof AbortSignal) signals.push(abortSignal);
      if (requestTimeout) signals.push(AbortSignal.timeout(requestTimeout));
      const signal = AbortSignal.any(signals);
      if (signal.aborted) throw abortError(signal.reason);
      try {
        const sent = inner
          ? inner.handle(request, { ...options, abortSignal: signal })
          : send(request, signal);
        // Also where what sends it ignores its signal.
        return await abortable(sent, signal);
      } catch (error) {
        throw signal.aborted ? abortError(signal.reason) : error;
      }
    },
    destroy() {
      gone.abort();
      inner?.destroy?.();
    },
  };
}
