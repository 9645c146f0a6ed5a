/**
 * S3 over REST and XML. Each request is signed and authorised by policies; other origins may read answers by the
 * bucket's CORS rules only.
 */
import type { Authorize } from '../iam/authorize.ts';
import type { ContextKeys } from '../iam/context.ts';
import { answerErrors, type Handler } from '../protocol/handler.ts';
import { toHex } from '../lib/bytes.ts';
import type { Authenticate } from '../sts/authenticate.ts';
import type { Platform } from '../platform/platform.ts';
import { readAddress } from './address.ts';
import type { S3Call } from './call.ts';
import { corsHeaders, preflightHeaders } from './cors.ts';
import { errorReply, s3Error, signatureError } from './errors.ts';
import { chooseOperation } from './route.ts';
import { type Bucket, findBucket, type S3State } from './state.ts';

export interface S3ServiceOptions {
  platform: Platform;
  region: string;
  state: S3State;
  authenticate: Authenticate;
  authorize: Authorize;
}

export const createS3Service = (options: S3ServiceOptions): Handler => {
  const { platform, state } = options;

  const bucketNamed = (name: string): Bucket => {
    const bucket = findBucket(state, name);
    if (bucket) return bucket;
    throw s3Error('NoSuchBucket', 'The specified bucket does not exist', { BucketName: name });
  };

  const answer = async (request: Request): Promise<Response> => {
    const {
      bucket: name,
      key,
      query,
    } = readAddress(request.url, (host) => findBucket(state, host) !== undefined);
    if (request.method === 'OPTIONS') {
      return new Response(null, { headers: preflightHeaders(findBucket(state, name), request) });
    }
    const signed = await options.authenticate(request, { service: 's3', region: options.region });
    if ('failure' in signed) throw signatureError(signed.failure, platform.now());
    const operation = chooseOperation(request, key, query);
    const bucket = bucketNamed(name);
    const decide = (action: string, on: string, context: ContextKeys, printing: 'denials' | 'nothing') =>
      options.authorize({
        principal: signed.principal,
        action,
        resource: `arn:aws:s3:::${bucket.name}${on === '' ? '' : `/${on}`}`,
        context: {
          's3:authType': signed.claim.form.name === 'header' ? 'REST-HEADER' : 'REST-QUERY-STRING',
          's3:signatureversion': 'AWS4-HMAC-SHA256',
          'aws:SecureTransport': String(request.url.startsWith('https:')),
          ...context,
        },
        printing,
      });
    const call: S3Call = {
      platform,
      bucket,
      key,
      query,
      request,
      headers: request.headers,
      body: signed.body,
      trailers: signed.trailers,
      may: (action, on, context = {}) => decide(action, on, context, 'nothing').effect === 'Allow',
      allow: (action, on, context = {}) => {
        const decision = decide(action, on, context, 'denials');
        if (decision.effect === 'Deny') throw s3Error('AccessDenied', decision.message);
      },
    };
    return operation(call);
  };

  return async (request) => {
    const requestId = toHex(platform.random(8)).toUpperCase();
    const response = await answerErrors(answer, {
      platform,
      service: 's3',
      internalCode: 'InternalError',
      reply: (error) => errorReply(error, request, requestId),
    })(request);
    const headers = new Headers(response.headers);
    headers.set('x-amz-request-id', requestId);
    headers.set('date', new Date(platform.now()).toUTCString());
    if (request.method !== 'OPTIONS') {
      for (const [name, value] of Object.entries(readableBy(state, request))) headers.set(name, value);
    }
    return new Response(response.body, { status: response.status, headers });
  };
};

/** CORS headers of the bucket, on errors too, so that a page can read the error. */
const readableBy = (state: S3State, request: Request): Record<string, string> => {
  try {
    const { bucket } = readAddress(request.url, (host) => findBucket(state, host) !== undefined);
    return corsHeaders(findBucket(state, bucket), request);
  } catch {
    return {};
  }
};
