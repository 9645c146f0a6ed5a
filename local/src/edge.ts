/** Gives a request to its service: by path, by `X-Amz-Target`, or by the scope of its signature. */
import type { Handler } from './handler.ts';
import { jsonError, jsonPreflight } from './json-service.ts';
import { getOwn } from './lib/own.ts';
import { ServiceError } from './service-error.ts';
import type { World } from './world.ts';

export interface Services {
  control: Handler;
  /** JWKS and OpenID configuration. */
  wellKnown: Handler;
  sts: Handler;
  s3: Handler;
  /** By the part of `X-Amz-Target` before the dot. */
  json: Readonly<Record<string, Handler>>;
}

const WELL_KNOWN = /^\/[\w-]+_[0-9A-Za-z]+\/\.well-known\/(?:jwks\.json|openid-configuration)$/;
/** `<bucket>.localhost`, and S3's own names for a client that was given no endpoint. */
const BUCKET_HOST = /^(?:.+\.localhost|(?:.+\.)?s3[.-].*amazonaws\.com(?:\.cn)?)$/;

const isSts = (request: Request, { searchParams }: URL): boolean =>
  /Credential=[^,]*\/sts\/aws4_request/.test(request.headers.get('authorization') ?? '') ||
  (request.headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded') ||
  searchParams.has('Action');

const greeting =
  'cognito-kit-local: user pools, identity pools, STS, S3 and DynamoDB on this machine.\n' +
  'GET /_local/config says what is set up.\n';

export function createEdge(services: Services, world: World): Handler {
  const unknown = (target: string) =>
    jsonError(world, new ServiceError('UnknownOperationException', `No service answers "${target}" here.`));

  return async (request) => {
    const url = new URL(request.url);
    const target = request.headers.get('x-amz-target');
    if (target !== null && request.method !== 'OPTIONS') {
      const [service = ''] = target.split('.');
      const handler = getOwn(services.json, service);
      return handler ? handler(request) : unknown(target);
    }
    if (BUCKET_HOST.test(url.hostname)) return services.s3(request);
    if (url.pathname.startsWith('/_local/')) return services.control(request);
    if (WELL_KNOWN.test(url.pathname)) return services.wellKnown(request);
    if (url.pathname !== '/') return services.s3(request);
    // The JSON services and STS all live at `/` and answer every origin alike.
    if (request.method === 'OPTIONS') return jsonPreflight(request, world);
    if (isSts(request, url)) return services.sts(request);
    if (request.method === 'POST') return unknown('');
    if (request.headers.has('authorization')) return services.s3(request);
    return new Response(greeting, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
  };
}
