/**
 * A request handler for one upload, which counts bytes while they are sent and aborts all requests of the upload.
 * lib-storage passes no AbortSignal to a single PutObject. Without this handler, an aborted upload would still be stored.
 */
import { XhrHttpHandler } from '@aws-sdk/xhr-http-handler';
import { createRequestHandler } from '../aws/request-handler.ts';
import type { Cognito } from '../client/cognito.ts';

type Handler = ReturnType<typeof createRequestHandler>;
type Handle = Handler['handle'];

const aborted = () => Object.assign(new Error('The upload was aborted.'), { name: 'AbortError' });

export interface UploadHandler {
  handler: Handler;
  /** Aborts the running requests and refuses further PUTs. The request that discards the parts is still sent. */
  abort(): void;
}

/** @param onBytes gets the bytes sent so far. With it, requests go by XMLHttpRequest, as `fetch` reports no progress. */
export function createUploadHandler(cognito: Cognito, onBytes?: (loaded: number) => void): UploadHandler {
  let isAborted = false;
  const running = new Set<AbortController>();
  const inner = onBytes ? countingXhr(onBytes) : undefined;
  const bound = createRequestHandler(cognito, inner);

  const handle: Handle = async (request, options) => {
    if (isAborted && request.method === 'PUT') throw aborted();
    const own = new AbortController();
    running.add(own);
    const outer = options?.abortSignal;
    const abortSignal = outer instanceof AbortSignal ? AbortSignal.any([outer, own.signal]) : own.signal;
    try {
      return await bound.handle(request, { ...options, abortSignal });
    } finally {
      running.delete(own);
    }
  };
  return {
    handler: { ...bound, handle },
    abort() {
      isAborted = true;
      for (const controller of running) controller.abort();
    },
  };
}

/** Counts per part, so that a part which is sent again starts at 0. */
function countingXhr(onBytes: (loaded: number) => void): XhrHttpHandler {
  const xhr = new XhrHttpHandler() as XhrHttpHandler & ProgressEvents;
  const sent = new Map<string, number>();
  xhr.on(XhrHttpHandler.EVENTS.UPLOAD_PROGRESS, (event, request) => {
    if (request.method !== 'PUT') return;
    sent.set([request.query?.['partNumber']].join(''), event.loaded);
    onBytes([...sent.values()].reduce((sum, loaded) => sum + loaded, 0));
  });
  return xhr;
}

/** Declares `on` of XhrHttpHandler, which comes from Node's EventEmitter. Apps for browsers may lack Node's types. */
interface ProgressEvents {
  on(event: string, listener: (progress: ProgressEvent, request: SentRequest) => void): unknown;
}

interface SentRequest {
  method: string;
  query?: Record<string, string | string[] | null>;
}
