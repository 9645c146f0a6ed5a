/** Finds the service and the operation of a request, as fault rules name them. */
import { destinationOf } from '../edge/edge.ts';
import type { FaultyRequest, FaultyService } from './faults.ts';

const services: Readonly<Record<string, FaultyService>> = {
  AWSCognitoIdentityProviderService: 'cognito-idp',
  AWSCognitoIdentityService: 'cognito-identity',
  DynamoDB_20120810: 'dynamodb',
};

/** S3 names an operation by method, by whether there is a key, and by query parameters. */
const s3Operations: readonly (readonly [route: RegExp, name: string])[] = [
  [/^HEAD bucket/, 'HeadBucket'],
  [/^GET bucket .*list-type=2/, 'ListObjectsV2'],
  [/^POST bucket .*delete/, 'DeleteObjects'],
  [/^GET object .*uploadId/, 'ListParts'],
  [/^GET object/, 'GetObject'],
  [/^HEAD object/, 'HeadObject'],
  [/^PUT object .*uploadId/, 'UploadPart'],
  [/^PUT object/, 'PutObject'],
  [/^DELETE object .*uploadId/, 'AbortMultipartUpload'],
  [/^DELETE object/, 'DeleteObject'],
  [/^POST object .*uploads/, 'CreateMultipartUpload'],
  [/^POST object .*uploadId/, 'CompleteMultipartUpload'],
];

function s3Operation({ method }: Request, { hostname, pathname, search }: URL): string {
  const virtual = hostname.endsWith('.localhost') || !hostname.startsWith('s3');
  const inHost = virtual && hostname.includes('.') && !/^[\d.]+$/.test(hostname);
  const key = inHost ? pathname.slice(1) : pathname.split('/').slice(2).join('/');
  const route = `${method} ${key === '' ? 'bucket' : 'object'} ${search}`;
  return s3Operations.find(([pattern]) => pattern.test(route))?.[1] ?? '';
}

async function stsOperation(request: Request, { searchParams }: URL): Promise<string> {
  const inQuery = searchParams.get('Action');
  if (inQuery !== null || request.method !== 'POST') return inQuery ?? '';
  try {
    return new URLSearchParams(await request.clone().text()).get('Action') ?? '';
  } catch {
    return ''; // The client closed the connection; the service answers that.
  }
}

/**
 * Returns undefined for requests that no fault applies to: CORS preflights, `/_local`, and requests without a
 * service.
 */
export async function faultyRequest(request: Request): Promise<FaultyRequest | undefined> {
  const url = new URL(request.url);
  const path = url.pathname;
  const destination = destinationOf(request, url);
  if (request.method === 'OPTIONS') return undefined;
  if (destination.service === 'json') {
    const [name = '', operation = ''] = destination.target.split('.');
    const service = Object.hasOwn(services, name) ? services[name] : undefined;
    return service && { service, operation, path };
  }
  if (destination.service === 's3') return { service: 's3', operation: s3Operation(request, url), path };
  if (destination.service === 'sts') {
    return { service: 'sts', operation: await stsOperation(request, url), path };
  }
  return destination.service === 'wellKnown' ? { service: 'well-known', operation: '', path } : undefined;
}
