/** Passes each request on, or applies the fault rules that match it. */
import type { Handler } from '../protocol/handler.ts';
import { jsonError } from '../protocol/json-service.ts';
import { toHex } from '../lib/bytes.ts';
import { errorReply } from '../s3/errors.ts';
import { stsRefusal } from '../sts/reply.ts';
import { ServiceError } from '../protocol/service-error.ts';
import type { Platform } from '../platform/platform.ts';
import type { Fault, FaultBook, FaultyRequest } from './faults.ts';
import { faultyRequest } from './faulty-request.ts';

/** Thrown by `fetch` when a rule ends the connection without an answer. The HTTP server closes the socket for it. */
export class DroppedReply extends TypeError {
  override readonly name = 'DroppedReply';

  constructor() {
    super('Failed to fetch: a fault rule dropped the reply.');
  }
}

export interface FaultGateOptions {
  platform: Platform;
  faults: FaultBook;
  /** Resolves after `milliseconds`, or earlier when the signal aborts. */
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** Each service's own answer to too many requests. */
const throttled = {
  'cognito-idp': [400, 'TooManyRequestsException', 'Rate exceeded'],
  'cognito-identity': [400, 'TooManyRequestsException', 'Rate exceeded'],
  dynamodb: [400, 'ThrottlingException', 'Rate of requests exceeds the allowed throughput.'],
  sts: [400, 'Throttling', 'Rate exceeded'],
  s3: [503, 'SlowDown', 'Please reduce your request rate.'],
  'well-known': [429, 'TooManyRequestsException', 'Rate exceeded'],
} as const;

/** Writes the error in the wire format of the service, readable by pages of every origin. */
function refusal(
  { service }: FaultyRequest,
  request: Request,
  platform: Platform,
  [status, code, message]: readonly [number, string, string],
): Response {
  const error = new ServiceError(code, message, status);
  if (service === 'sts') return stsRefusal(platform, error);
  if (service !== 's3') {
    return jsonError(platform, error, service === 'dynamodb' ? 'application/x-amz-json-1.0' : undefined);
  }
  const requestId = toHex(platform.random(8)).toUpperCase();
  const reply = errorReply(error, request, requestId);
  reply.headers.set('access-control-allow-origin', '*');
  reply.headers.set('x-amz-request-id', requestId);
  reply.headers.set('date', new Date(platform.now()).toUTCString());
  return reply;
}

export const createFaultGate =
  (handler: Handler, { platform, faults, wait }: FaultGateOptions): Handler =>
  async (request) => {
    // Reads the request only when there are rules, since the operation may stand in a form body.
    const target = faults.list().length > 0 ? await faultyRequest(request) : undefined;
    if (!target) return handler(request);
    const { service, operation, path } = target;
    const printFault = ({ id, kind }: Fault) =>
      platform.print(`fault ${id} (${kind}) for ${service} ${operation || `${request.method} ${path}`}`);
    for (const fault of faults.take(target)) {
      printFault(fault);
      switch (fault.kind) {
        case 'latency':
          await wait(fault.milliseconds, request.signal);
          break;
        case 'throttle':
          return refusal(target, request, platform, throttled[service]);
        case 'error': {
          const {
            status = 500,
            code = 'InternalErrorException',
            message = 'A fault rule answered this request.',
          } = fault;
          return refusal(target, request, platform, [status, code, message]);
        }
        case 'drop':
          if (fault.when !== 'beforeWork') await handler(request);
          throw new DroppedReply();
      }
    }
    return handler(request);
  };
