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
  const epoch = new AbortController();
  const sent: Request[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    const one = new Request(url, init);
    sent.push(one);
    return answer(one);
  };
  const handler = createRequestHandler({ authSignal: () => epoch.signal, userPool: { platform: { fetch } } });
  return { epoch, sent, handler };
};

describe('a request', () => {
  it.each([
    {},
    { list: '2', prefix: 'private/a b/', 'x-id': 'ListObjectsV2' },
    { delete: '', empty: null, many: ['b', 'a'] },
    { odd: "!'()*~-_. é&=+%/?#" },
    { b: '1', a: '2' },
  ])('goes to the address that the SDK’s own handler would send it to: %j', async (query) => {
    const { handler, sent } = open();
    const asked = request({ query, port: 4599 });
    await handler.handle(asked);

    let expected = '';
    const theirs = new FetchHttpHandler({
      customFetch: async (one: Request) => {
        expected = one.url;
        return new Response('ok');
      },
    } as never);
    await theirs.handle(asked as never);
    expect(sent[0]?.url).toBe(expected);
  });

  it('carries its headers and body, and leaves `host` to the browser', async () => {
    const { handler, sent } = open();
    await handler.handle(
      request({ method: 'PUT', body: 'hello', headers: { host: 'x', 'x-amz-date': 'now' } }),
    );
    expect(await sent[0]?.text()).toBe('hello');
    expect(sent[0]?.headers.get('x-amz-date')).toBe('now');
    expect(sent[0]?.headers.has('host')).toBe(false);
  });

  it('streams a body', async () => {
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
    'by %s goes past the browser’s cache, which knows no person, where that keeps it: %s',
    async (method, cache) => {
      const { handler, sent } = open();
      await handler.handle(request({ method }));
      expect(sent[0]?.cache).toBe(cache);
    },
  );

  it('is answered with status, headers and a body to read', async () => {
    const { handler } = open(() => new Response('gone', { status: 404, headers: { etag: '"x"' } }));
    const { response } = await handler.handle(request());
    expect(response).toMatchObject({ statusCode: 404, headers: { etag: '"x"' } });
    expect(await new Response(response.body as BodyInit).text()).toBe('gone');
  });
});

describe('an end', () => {
  const hanging = () => new Promise<Response>(() => {});

  it('fault 79: of the epoch ends what is under way, and refuses what comes after', async () => {
    const { handler, epoch, sent } = open(hanging);
    const waiting = expect(handler.handle(request())).rejects.toMatchObject({
      name: 'AbortError',
      cause: { message: 'left' },
    });
    epoch.abort(new Error('left'));
    await waiting;
    await expect(handler.handle(request())).rejects.toMatchObject({ name: 'AbortError' });
    expect(sent.length).toBe(1);
    expect(sent[0]?.signal.aborted).toBe(true);
  });

  it('of the caller’s patience ends that request only', async () => {
    const { handler } = open((one) => (one.method === 'PUT' ? hanging() : new Response('ok')));
    const caller = new AbortController();
    const waiting = handler.handle(request({ method: 'PUT', body: 'x' }), { abortSignal: caller.signal });
    const ended = expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    caller.abort();
    await ended;
    expect((await handler.handle(request())).response.statusCode).toBe(200);
  });

  it('of the client ends it too', async () => {
    const { handler } = open(hanging);
    const ended = expect(handler.handle(request())).rejects.toMatchObject({ name: 'AbortError' });
    handler.destroy?.();
    await ended;
  });

  it('leaves an error of the network as it is', async () => {
    const { handler } = open(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(handler.handle(request())).rejects.toBeInstanceOf(TypeError);
  });
});

it('puts its ending around another handler, such as one that counts bytes', async () => {
  const epoch = new AbortController();
  const signals: unknown[] = [];
  let destroyed = 0;
  const inner: AwsRequestHandler = {
    handle: (asked, options) => {
      signals.push(options?.abortSignal);
      return asked.method === 'GET'
        ? Promise.resolve({ response: { statusCode: 204, headers: {} } })
        : new Promise(() => {});
    },
    destroy: () => void destroyed++,
  };
  const handler = createRequestHandler(
    { authSignal: () => epoch.signal, userPool: { platform: { fetch: () => Promise.reject(new Error()) } } },
    inner,
  );
  expect((await handler.handle(request())).response.statusCode).toBe(204);
  const waiting = expect(handler.handle(request({ method: 'PUT' }))).rejects.toMatchObject({
    name: 'AbortError',
  });
  epoch.abort();
  await waiting;
  expect(signals[1]).toMatchObject({ aborted: true });
  handler.destroy?.();
  expect(destroyed).toBe(1);
});
