import { describe, expect, it, vi } from 'vitest';
import { isCognitoError, CognitoError } from '../../../src/errors.ts';
import { request } from '../../../src/transport/request.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';

const busy = () =>
  Response.json({ __type: 'TooManyRequestsException', message: 'Rate exceeded' }, { status: 400 });
const user = () => Response.json({ Username: 'ada' });

function begin(...answers: (() => Response | Promise<Response>)[]) {
  const clock = createFakeClock();
  const fetch = vi.fn<(input: string, init: RequestInit) => Promise<Response>>(async () =>
    (answers.length > 1 ? answers.shift()! : answers[0]!)(),
  );
  const pool = {
    userPoolId: 'eu-west-1_Ab12Cd34E',
    clientId: 'client',
    region: 'eu-west-1',
    endpoint: 'https://cognito-idp.eu-west-1.amazonaws.com',
    platform: { clock, fetch, random: (length: number) => new Uint8Array(length).fill(255) },
  };
  const call = (signal?: AbortSignal) => request(pool, 'GetUser', { AccessToken: 'Canary-token' }, signal);
  return { clock, fetch, call };
}
const failing = async (promise: Promise<unknown>): Promise<CognitoError> => {
  const error: unknown = await promise.catch((problem: unknown) => problem);
  if (!isCognitoError(error)) throw new Error(`expected a CognitoError, got ${String(error)}`);
  return error;
};

describe('request', () => {
  it('is a POST to the pool’s endpoint with the same two headers, so browsers remember its preflight', async () => {
    const { call, fetch } = begin(user);
    expect(await call()).toEqual({ Username: 'ada' });
    const [url, init] = fetch.mock.calls[0]!;
    expect(url).toBe('https://cognito-idp.eu-west-1.amazonaws.com/');
    expect(Object.keys(init).toSorted()).toEqual(['body', 'headers', 'method', 'signal']);
    expect(init).toMatchObject({
      method: 'POST',
      body: '{"AccessToken":"Canary-token"}',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.GetUser',
      },
    });
  });

  it('rejects with NetworkError when fetch fails, and the error contains no secret', async () => {
    const cause = new TypeError('Failed to fetch');
    const { call, fetch } = begin(() => Promise.reject(cause));
    const error = await failing(call());
    expect(error).toMatchObject({ kind: 'network', code: 'NetworkError', cause });
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain('Canary');
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('fault 4 (cut reply): rejects with NetworkError when the reply breaks off', async () => {
    const cut = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"User'));
        controller.error(new TypeError('network error'));
      },
    });
    expect((await failing(begin(() => new Response(cut)).call())).code).toBe('NetworkError');
  });

  it('fault 50 (size): does not read a reply whose Content-Length is too long', async () => {
    const read = vi.fn<() => void>();
    const cancelled = vi.fn<() => void>();
    const body = new ReadableStream({ pull: read, cancel: cancelled }, { highWaterMark: 0 });
    const announced = () => new Response(body, { headers: { 'content-length': '1000000' } });
    expect((await failing(begin(announced).call())).code).toBe('InvalidResponse');
    expect(read).not.toHaveBeenCalled();
    expect(cancelled).toHaveBeenCalledTimes(1);
  });

  it('fault 50 (size): rejects a reply that is too long without a Content-Length', async () => {
    const long = (length: number) => () => new Response(JSON.stringify({ Username: 'x'.repeat(length) }));
    expect((await failing(begin(long(262_144)).call())).code).toBe('InvalidResponse');
    expect(await begin(long(200_000)).call()).toHaveProperty('Username');
  });

  it('fault 50 (size): stops reading an endless reply after 8 seconds', async () => {
    const { clock, call, fetch } = begin();
    let reading: ReadableStreamDefaultController | undefined;
    const endless = new ReadableStream({ start: (controller) => void (reading = controller) });
    // An abort errors the body too, as with a browser's fetch.
    fetch.mockImplementation(async (_, { signal }) => {
      signal?.addEventListener('abort', () => reading?.error(signal.reason));
      return new Response(endless);
    });
    const error = failing(call());
    for (let second = 0; second < 7; second++) {
      reading?.enqueue(new Uint8Array(65_536).fill(32));
      await clock.advance(1_000);
    }
    await clock.advance(1_000);
    expect((await error).code).toBe('Timeout');
    expect(fetch.mock.calls[0]![1].signal?.aborted).toBe(true);
  });
});

describe('request: the time limit and the caller’s signal', () => {
  it('fault 5 (silence): rejects with Timeout after 8 seconds, also while the body is read', async () => {
    const stalled = new ReadableStream({ pull: () => new Promise(() => {}) });
    const { call, clock, fetch } = begin(() => new Response(stalled));
    const error = failing(call());
    await clock.advance(8_000);
    expect(await error).toMatchObject({ kind: 'timeout', code: 'Timeout' });
    expect(fetch.mock.calls[0]![1].signal?.aborted).toBe(true);
  });

  it('rejects with Aborted when the caller aborts, with its reason as the cause', async () => {
    const { call, fetch } = begin(() => new Promise(() => {}));
    const controller = new AbortController();
    const error = failing(call(controller.signal));
    await settle();
    controller.abort('enough');
    expect(await error).toMatchObject({ kind: 'aborted', code: 'Aborted', cause: 'enough' });
    expect(fetch.mock.calls[0]![1].signal?.aborted).toBe(true);
  });

  it('rejects with the caller’s own error when the caller aborts with a CognitoError', async () => {
    const { call } = begin(() => new Promise(() => {}));
    const mine = new CognitoError({ kind: 'aborted', code: 'Superseded', message: 'mine' });
    expect(await failing(call(AbortSignal.abort(mine)))).toBe(mine);
  });

  it('sends nothing when the signal is aborted already', async () => {
    const { call, fetch } = begin(user);
    expect((await failing(call(AbortSignal.abort()))).code).toBe('Aborted');
    expect(fetch).not.toHaveBeenCalled();
  });
});

describe('request: repetition', () => {
  it('fault 39 (throttling): TooManyRequestsException is tried three times, with pauses', async () => {
    const { call, clock, fetch } = begin(busy);
    const error = failing(call());
    await settle();
    expect(fetch).toHaveBeenCalledTimes(1);
    await clock.advance(249);
    expect(fetch).toHaveBeenCalledTimes(1);
    await clock.advance(1);
    expect(fetch).toHaveBeenCalledTimes(2);
    await clock.advance(500);
    expect(await error).toMatchObject({ kind: 'throttled', code: 'TooManyRequestsException' });
    await clock.advance(60_000);
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  it('fault 39 (throttling): stops at the first attempt that succeeds', async () => {
    const { call, clock, fetch } = begin(busy, user);
    const reply = call();
    await clock.advance(250);
    expect(await reply).toEqual({ Username: 'ada' });
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['LimitExceededException', 400],
    ['NotAuthorizedException', 400],
    ['InternalErrorException', 500],
    ['', 503],
  ])('never follows %s %i', async (name, status) => {
    const { call, clock, fetch } = begin(() => Response.json({ __type: name }, { status }));
    await failing(call());
    await clock.advance(60_000);
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});
