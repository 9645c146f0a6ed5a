/** Gives a request to its service: by path, by `X-Amz-Target`, or by the scope of its signature. */
import type { Handler } from '../protocol/handler.ts';
import { jsonError, jsonPreflight } from '../protocol/json-service.ts';
import { getOwn } from '../lib/own.ts';
import { ServiceError } from '../protocol/service-error.ts';
import type { Platform } from '../platform/platform.ts';

export interface Services {
  control: Handler;
  /** JWKS and OpenID configuration. */
  wellKnown: Handler;
  sts: Handler;
  s3: Handler;
  /** By the part of `X-Amz-Target` before the dot. */
  json: Readonly<Record<string, Handler>>;
}

/** A user pool's under its id, and without one the identity pools'. */
const WELL_KNOWN =
  /^(?:\/[\w-]+_[0-9A-Za-z]+\/\.well-known\/(?:jwks\.json|openid-configuration)|\/\.well-known\/(?:jwks_uri|openid-configuration))$/;
/** `<bucket>.localhost`, and S3's own names for a client that was given no endpoint. */
const BUCKET_HOST = /^(?:.+\.localhost|(?:.+\.)?s3[.-].*amazonaws\.com(?:\.cn)?)$/;

const isSts = (request: Request, { searchParams }: URL): boolean =>
  /Credential=[^,]*\/sts\/aws4_request/.test(request.headers.get('authorization') ?? '') ||
  (request.headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded') ||
  searchParams.has('Action');

const greeting =
  'cognito-kit-local: user pools, identity pools, STS, S3 and DynamoDB on this machine.\n' +
  'GET /_local/config says what is set up.\n';

export type Destination =
  | { service: 'control' | 'wellKnown' | 'sts' | 's3' }
  /** The whole `X-Amz-Target`. */
  | { service: 'json'; target: string }
  /** The question of a browser before a call to one of the services at `/`, which answer every origin alike. */
  | { service: 'preflight' | 'unknown' | 'greeting' };

/** Whom a request is for. */
export function destinationOf(request: Request, url: URL): Destination {
  const target = request.headers.get('x-amz-target');
  if (target !== null && request.method !== 'OPTIONS') return { service: 'json', target };
  if (BUCKET_HOST.test(url.hostname)) return { service: 's3' };
  if (url.pathname.startsWith('/_local/')) return { service: 'control' };
  if (WELL_KNOWN.test(url.pathname)) return { service: 'wellKnown' };
  if (url.pathname !== '/') return { service: 's3' };
  if (request.method === 'OPTIONS') return { service: 'preflight' };
  if (isSts(request, url)) return { service: 'sts' };
  if (request.method === 'POST') return { service: 'unknown' };
  const looks = request.method === 'GET' || request.method === 'HEAD';
  return { service: !looks || request.headers.has('authorization') ? 's3' : 'greeting' };
}

export function createEdge(services: Services, platform: Platform): Handler {
  const unknown = (target: string) =>
    jsonError(
      platform,
      new ServiceError('UnknownOperationException', `No service answers "${target}" here.`),
    );

  const { control, wellKnown, sts, s3 } = services;
  const here = {
    control,
    wellKnown,
    sts,
    s3,
    preflight: async (request) => jsonPreflight(request, platform),
    unknown: async () => unknown(''),
    greeting: async () =>
      new Response(greeting, { headers: { 'content-type': 'text/plain; charset=utf-8' } }),
  } satisfies Record<Exclude<Destination['service'], 'json'>, Handler>;

  return async (request) => {
    const destination = destinationOf(request, new URL(request.url));
    if (destination.service === 'json') {
      const [service = ''] = destination.target.split('.');
      return getOwn(services.json, service)?.(request) ?? unknown(destination.target);
    }
    return here[destination.service](request);
  };
}
