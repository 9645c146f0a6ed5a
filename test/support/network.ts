/** The connection of a client to the local AWS: it records every request, and a test can intercept one. */

export interface SentRequest {
  /** The operation of a JSON service, or the method and path, such as `GET /bucket/key`. */
  operation: string;
  url: string;
  init: RequestInit;
  /** The parsed JSON body. */
  readonly body: Record<string, unknown>;
}

/** Replies to a request in place of the local AWS. `send` passes the request on to it. */
export type Interception = (send: () => Promise<Response>, request: SentRequest) => Promise<Response>;

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Returns the operation of a JSON service, or the method and path of any other request. */
export const operationOf = (url: string, init: RequestInit): string =>
  new Headers(init.headers).get('x-amz-target')?.replace(/^.*\./, '') ??
  `${init.method ?? 'GET'} ${new URL(url).pathname}`;

export function createNetwork(fetchFromAws: Fetch) {
  const requests: SentRequest[] = [];
  const sent: string[] = [];
  const interceptions = new Map<string, Interception>();
  const single: { operation: string; interception: Interception }[] = [];
  const pending = new Set<Promise<unknown>>();
  let released: Promise<void> | undefined;

  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    const request: SentRequest = {
      operation: operationOf(url, init),
      url,
      init,
      get body() {
        return JSON.parse(init.body as string) as Record<string, unknown>;
      },
    };
    requests.push(request);
    sent.push(request.operation);
    const sendNow = () => {
      const reply = fetchFromAws(url, init).finally(() => pending.delete(reply));
      pending.add(reply);
      return reply;
    };
    const send = async () => {
      if (!released) return sendNow();
      await released;
      init.signal?.throwIfAborted(); // an aborted request does not reach the service
      return sendNow();
    };
    const index = single.findIndex(({ operation }) => operation === request.operation);
    const interception =
      index < 0 ? interceptions.get(request.operation) : single.splice(index, 1)[0]?.interception;
    return interception ? interception(send, request) : send();
  };

  return {
    fetch,
    /** The requests in the order in which they were sent. */
    requests,
    /** The operations in the order in which they were sent. */
    sent,
    /** Empties both lists. */
    forgetRequests: () => {
      requests.length = 0;
      sent.length = 0;
    },
    /** Returns how often an operation was sent. */
    count: (operation: string) => sent.filter((name) => name === operation).length,
    /** Intercepts every request of an operation from now on; `undefined` ends it. */
    intercept: (operation: string, interception: Interception | undefined) => {
      if (interception) interceptions.set(operation, interception);
      else interceptions.delete(operation);
    },
    /** Intercepts the next request of an operation. */
    interceptOnce: (operation: string, interception: Interception) =>
      void single.push({ operation, interception }),
    /** Delays every request from now on until the returned function is called. */
    holdRequests: () => {
      let release = () => {};
      released = new Promise((resolve) => (release = resolve));
      return () => {
        released = undefined;
        release();
      };
    },
    /** The requests that the local AWS has not answered yet. */
    pending,
  };
}

const connectionError = () => new TypeError('Failed to fetch');

/** Fails as a browser does without a connection. The request does not reach the service. */
export const offline: Interception = () => Promise.reject(connectionError());

/** Lets the service handle the request, then fails as a broken connection does. */
export const loseReply = async (send: () => Promise<Response>): Promise<Response> => {
  await send();
  throw connectionError();
};

/** Leaves the request without a reply. */
export const neverReply: Interception = () => new Promise(() => {});

export const replyWith = (status: number, body: unknown) => async (): Promise<Response> =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });

/** Refuses the request with an error of the service. */
export const refuseWith = (type: string) => replyWith(400, { __type: type, message: 'refused by the test' });

/** Returns an error in the JSON of the service. */
export const errorReply = (type: string, message = type, status = 400): Response =>
  Response.json({ __type: type, message }, { status });

/** Delays a request, or its reply, until `release` is called. */
export function delay(part: 'request' | 'reply' = 'reply') {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const interception: Interception = async (send) => {
    if (part === 'request') await released;
    const reply = await send();
    await released;
    return reply;
  };
  return { interception, release: () => release() };
}
