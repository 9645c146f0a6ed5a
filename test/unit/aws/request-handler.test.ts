import { FetchHttpHandler } from '@smithy/fetch-http-handler';
import { describe, expect, it } from 'vitest';
import {
  createRequestHandler,
  type AwsRequest,
  type AwsRequestHandler,
} from '../../../src/aws/request-handler.ts';

const request = (change: Partial<AwsRequest> = {}): AwsRequest => ({
  method: 'GET',
  protocol: 'https:',
  hostname: 'bucket.s3.eu-west-1.amazonaws.com',
  path: '/private/a%20b',
  headers: { host: 'bucket.s3.eu-west-1.amazonaws.com', authorization: 'AWS4-HMAC-SHA256' },
  ...change,
});

const open = (answer: (request: Request) => Response | Promise<Response> = () => new Response('ok')) => {
  const authState = new AbortController();
  const sent: Request[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    const one = new Request(url, init);
    sent.push(one);
    return answer(one);
  };
  const handler = createRequestHandler({
    authSignal: () => authState.signal,
    userPool: { platform: { fetch } },
  });
  return { authState, sent, handler };
};

describe('AWS request handler: a request', () => {
  it.each([
    {},
    { list: '2', prefix: 'private/a b/', 'x-id': 'ListObjectsV2' },
    { delete: '', empty: null, many: ['b', 'a'] },
    { odd: "!'()*~-_. é&=+%/?#" },
    { b: '1', a: '2' },
  ])('goes to the address that the SDK’s own handler uses: %j', async (query) => {
    const { handler, sent } = open();
    const awsRequest = request({ query, port: 4599 });
    await handler.handle(awsRequest);

    let expected = '';
    const sdkHandler = new FetchHttpHandler({
      customFetch: async (one: Request) => {
        expected = one.url;
        return new Response('ok');
      },
    } as never);
    await sdkHandler.handle(awsRequest as never);
    expect(sent[0]?.url).toBe(expected);
  });

  it('has the SDK’s headers and body, but no `host`, which browsers set', async () => {
    const { handler, sent } = open();
    await handler.handle(
      request({ method: 'PUT', body: 'hello', headers: { host: 'x', 'x-amz-date': 'now' } }),
    );
    expect(await sent[0]?.text()).toBe('hello');
    expect(sent[0]?.headers.get('x-amz-date')).toBe('now');
    expect(sent[0]?.headers.has('host')).toBe(false);
  });

  it('streams a body that is a stream', async () => {
    const { handler, sent } = open();
    const body = new Blob(['streamed']).stream();
    await handler.handle(request({ method: 'PUT', body }));
    expect(await sent[0]?.text()).toBe('streamed');
  });

  it.each([
    ['GET', 'no-cache'],
    ['HEAD', 'no-cache'],
    ['POST', 'default'],
    ['PUT', 'default'],
  ])(
    'by %s has the cache mode %s, since the browser’s cache does not tell users apart',
    async (method, cache) => {
      const { handler, sent } = open();
      await handler.handle(request({ method }));
      expect(sent[0]?.cache).toBe(cache);
    },
  );

  it('resolves with status, headers and a body to read', async () => {
    const { handler } = open(() => new Response('gone', { status: 404, headers: { etag: '"x"' } }));
    const { response } = await handler.handle(request());
    expect(response).toMatchObject({ statusCode: 404, headers: { etag: '"x"' } });
    expect(await new Response(response.body as BodyInit).text()).toBe('gone');
  });
});

describe('AWS request handler: an abort', () => {
  const hanging = () => new Promise<Response>(() => {});

  it('fault 79 (switch of user): the end of the auth state aborts running requests and rejects later ones', async () => {
    const { handler, authState, sent } = open(hanging);
    const waiting = expect(handler.handle(request())).rejects.toMatchObject({
      name: 'AbortError',
      cause: { message: 'left' },
    });
    authState.abort(new Error('left'));
    await waiting;
    await expect(handler.handle(request())).rejects.toMatchObject({ name: 'AbortError' });
    expect(sent.length).toBe(1);
    expect(sent[0]?.signal.aborted).toBe(true);
  });

  it('by the caller’s signal ends only its own request', async () => {
    const { handler } = open((one) => (one.method === 'PUT' ? hanging() : new Response('ok')));
    const caller = new AbortController();
    const waiting = handler.handle(request({ method: 'PUT', body: 'x' }), { abortSignal: caller.signal });
    const ended = expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    caller.abort();
    await ended;
    expect((await handler.handle(request())).response.statusCode).toBe(200);
  });

  it('by `destroy` ends a running request', async () => {
    const { handler } = open(hanging);
    const ended = expect(handler.handle(request())).rejects.toMatchObject({ name: 'AbortError' });
    handler.destroy?.();
    await ended;
  });

  it('a network error reaches the caller unchanged', async () => {
    const { handler } = open(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(handler.handle(request())).rejects.toBeInstanceOf(TypeError);
  });
});

it('AWS request handler: aborts and destroys the inner handler that it wraps', async () => {
  const authState = new AbortController();
  const signals: unknown[] = [];
  let destroyed = 0;
  const inner: AwsRequestHandler = {
    handle: (awsRequest, options) => {
      signals.push(options?.abortSignal);
      return awsRequest.method === 'GET'
        ? Promise.resolve({ response: { statusCode: 204, headers: {} } })
        : new Promise(() => {});
    },
    destroy: () => void destroyed++,
  };
  const handler = createRequestHandler(
    {
      authSignal: () => authState.signal,
      userPool: { platform: { fetch: () => Promise.reject(new Error()) } },
    },
    inner,
  );
  expect((await handler.handle(request())).response.statusCode).toBe(204);
  const waiting = expect(handler.handle(request({ method: 'PUT' }))).rejects.toMatchObject({
    name: 'AbortError',
  });
  authState.abort();
  await waiting;
  expect(signals[1]).toMatchObject({ aborted: true });
  handler.destroy?.();
  expect(destroyed).toBe(1);
});
