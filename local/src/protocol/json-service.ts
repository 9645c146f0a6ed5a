/**
 * The AWS JSON protocol over POST: the operation stands in `X-Amz-Target`, errors in the body and in headers, and
 * CORS headers as the public Cognito services send them.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
import { answerErrors, type Handler } from './handler.ts';
import { getOwn } from '../lib/own.ts';
import { readBody } from '../lib/read-body.ts';
import { uuidFrom } from '../lib/uuid.ts';
import { ServiceError } from './service-error.ts';
import type { Platform } from '../platform/platform.ts';

/** Parsed JSON. Each operation checks the members that it reads. */
export type JsonObject = Readonly<Record<string, unknown>>;
export type JsonOperation = (input: JsonObject, request: Request) => Promise<JsonObject>;

export interface JsonService {
  platform: Platform;
  /** The part of `X-Amz-Target` before the dot. */
  target: string;
  contentType?: string;
  operations: Readonly<Record<string, JsonOperation>>;
}

const exposed = 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date';

/** Whether the request is a CORS preflight, to be answered with `jsonPreflight`. */
export const isPreflight = (request: Request): boolean =>
  request.method === 'OPTIONS' && request.headers.has('access-control-request-method');

export const jsonPreflight = (request: Request, platform: Platform): Response =>
  new Response(null, {
    status: 200,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': request.headers.get('access-control-request-headers') ?? '',
      'access-control-allow-methods': request.headers.get('access-control-request-method') ?? 'POST',
      'access-control-expose-headers': exposed,
      'access-control-max-age': '172800',
      date: new Date(platform.now()).toUTCString(),
    },
  });

/** Replaces characters that a header cannot carry. The body keeps them. */
const headerText = (text: string) => text.replace(/[^\x20-\x7e]+/g, ' ');

interface ReplyOptions {
  status?: number;
  contentType?: string;
  headers?: Record<string, string>;
}

export const jsonReply = (
  platform: Platform,
  body: JsonObject,
  { status = 200, contentType = 'application/x-amz-json-1.1', headers = {} }: ReplyOptions = {},
): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': contentType,
      'access-control-allow-origin': '*',
      'access-control-expose-headers': exposed,
      'x-amzn-requestid': uuidFrom(platform.random(16)),
      'cache-control': 'private, no-store',
      date: new Date(platform.now()).toUTCString(),
      ...headers,
    },
  });

export const jsonError = (platform: Platform, error: ServiceError, contentType?: string): Response =>
  jsonReply(
    platform,
    { __type: error.code, message: error.message },
    {
      status: error.status,
      ...(contentType && { contentType }),
      headers: { 'x-amzn-errortype': `${error.code}:`, 'x-amzn-errormessage': headerText(error.message) },
    },
  );

/**
 * Assumption: AWS documents no limit. This is twice the largest input of the Cognito services, ten Logins of
 * 50,000 characters each.
 */
const bodyLimit = 1024 * 1024;

const readJson = async (request: Request): Promise<JsonObject> => {
  const reading = await readBody(request, bodyLimit);
  if ('failure' in reading) {
    throw reading.failure === 'tooLarge'
      ? new ServiceError(
          'RequestEntityTooLargeException',
          `The request has more than ${bodyLimit} bytes. Send a smaller request.`,
          413,
        )
      : new ServiceError('SerializationException', 'The request ended before its body was complete.');
  }
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder().decode(reading.bytes) || '{}');
  } catch {
    throw new ServiceError('SerializationException', 'The request body is not JSON.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ServiceError('SerializationException', 'Start of structure or map found where not expected.');
  }
  return body as JsonObject;
};

interface JsonErrorReplies {
  platform: Platform;
  /** The service's name in the terminal. */
  service: string;
  contentType?: string | undefined;
  /** Default `InternalErrorException`. */
  internalCode?: string;
}

/** The error boundary of every service that speaks AWS JSON. */
export const answerJsonErrors = (
  handler: Handler,
  { platform, service, contentType, internalCode = 'InternalErrorException' }: JsonErrorReplies,
): Handler =>
  answerErrors(handler, {
    platform,
    service,
    internalCode,
    reply: (error) => jsonError(platform, error, contentType),
  });

/** Makes a service from its operations. The service answers preflights and errors itself and never rejects. */
export const createJsonService = ({ platform, target, contentType, operations }: JsonService): Handler => {
  const answer: Handler = async (request) => {
    const [service, name = ''] = (request.headers.get('x-amz-target') ?? '').split('.');
    const operation = getOwn(operations, name);
    if (request.method !== 'POST' || service !== target || !operation) {
      throw new ServiceError('UnknownOperationException', `${target} has no operation "${name}" here.`);
    }
    return jsonReply(
      platform,
      await operation(await readJson(request), request),
      contentType ? { contentType } : {},
    );
  };
  const answerPost = answerJsonErrors(answer, { platform, service: target, contentType });
  return async (request) =>
    request.method === 'OPTIONS' ? jsonPreflight(request, platform) : answerPost(request);
};
