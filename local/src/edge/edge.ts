/** Routes a request to its service: by path, by `X-Amz-Target`, or by the scope of its signature. */
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
  /** JSON services, by the part of `X-Amz-Target` before the dot. */
  json: Readonly<Record<string, Handler>>;
}

/** Paths of a user pool begin with its id; those of the identity pools do not. */
const WELL_KNOWN =
  /^(?:\/[\w-]+_[0-9A-Za-z]+\/\.well-known\/(?:jwks\.json|openid-configuration)|\/\.well-known\/(?:jwks_uri|openid-configuration))$/;
/** `<bucket>.localhost`, and the host names of S3 itself, which clients without a configured endpoint use. */
const BUCKET_HOST = /^(?:.+\.localhost|(?:.+\.)?s3[.-].*amazonaws\.com(?:\.cn)?)$/;

const isSts = (request: Request, { searchParams }: URL): boolean =>
  /Credential=[^,]*\/sts\/aws4_request/.test(request.headers.get('authorization') ?? '') ||
  (request.headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded') ||
  searchParams.has('Action');

const greeting =
  'cognito-kit-local: user pools, identity pools, STS, S3 and DynamoDB on this machine.\n' +
  'GET /_local/config shows the set-up.\n';

export type Destination =
  | { service: 'control' | 'wellKnown' | 'sts' | 's3' }
  /** `target` is the whole `X-Amz-Target`. */
  | { service: 'json'; target: string }
  /** `preflight`: a CORS preflight for one of the services at `/`, which answer every origin alike. */
  | { service: 'preflight' | 'unknown' | 'greeting' };

/** Finds the service that a request is for. */
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
  const reads = request.method === 'GET' || request.method === 'HEAD';
  return { service: !reads || request.headers.has('authorization') ? 's3' : 'greeting' };
}

export function createEdge(services: Services, platform: Platform): Handler {
  const unknown = (target: string) =>
    jsonError(
      platform,
      new ServiceError('UnknownOperationException', `No service answers "${target}" here.`),
    );

  const { control, wellKnown, sts, s3 } = services;
  const handlers = {
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
    return handlers[destination.service](request);
  };
}
