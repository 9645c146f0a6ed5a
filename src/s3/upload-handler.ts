/**
 * Carries one upload's requests: counts the bytes as they leave, and really ends them at an abort.
 * lib-storage gives no AbortSignal to a single PutObject, so without this an aborted upload would still be stored.
 */
import { XhrHttpHandler } from '@aws-sdk/xhr-http-handler';
import { createRequestHandler } from '../aws/request-handler.ts';
import type { Cognito } from '../client/cognito.ts';

type Handler = ReturnType<typeof createRequestHandler>;
type Handle = Handler['handle'];

const aborted = () => Object.assign(new Error('The upload was aborted.'), { name: 'AbortError' });

export interface UploadHandler {
  handler: Handler;
  /** Ends what is under way and lets no further bytes out; the request that discards the parts may still go. */
  abort(): void;
}

/** With `onBytes`, requests go by XMLHttpRequest, since `fetch` cannot tell how far an upload has come. */
export function createUploadHandler(cognito: Cognito, onBytes?: (loaded: number) => void): UploadHandler {
  let stopped = false;
  const running = new Set<AbortController>();
  const inner = onBytes ? countingXhr(onBytes) : undefined;
  const bound = createRequestHandler(cognito, inner);

  const handle: Handle = async (request, options) => {
    if (stopped && request.method === 'PUT') throw aborted();
    const own = new AbortController();
    running.add(own);
    const given = options?.abortSignal;
    const abortSignal = given instanceof AbortSignal ? AbortSignal.any([given, own.signal]) : own.signal;
    try {
      return await bound.handle(request, { ...options, abortSignal });
    } finally {
      running.delete(own);
    }
  };
  return {
    handler: { ...bound, handle },
    abort() {
      stopped = true;
      for (const controller of running) controller.abort();
    },
  };
}

/** A part that is sent again counts from its own beginning again. */
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

/** Its `on` comes from Node's EventEmitter, whose types an app for browsers need not have. */
interface ProgressEvents {
  on(event: string, listener: (progress: ProgressEvent, request: Sent) => void): unknown;
}

interface Sent {
  method: string;
  query?: Record<string, string | string[] | null>;
}
