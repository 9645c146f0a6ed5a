/**
 * Verifies the Signature Version 4 of a request: scope, time, signed headers, body and signature.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
import { type Bytes, equalBytes, toHex, utf8 } from '../lib/bytes.ts';
import { sha256 } from '../lib/digest.ts';
import { readBody } from '../lib/read-body.ts';
import { readClaim, type SignatureClaim, writeTimestamp } from './claim.ts';
import { rawTarget, readQuery } from './encoding.ts';
import { failed, type SignatureFailure } from './failure.ts';
import { namedHash, readPayload } from './payload.ts';
import { canonicalRequest, sign, signingKey } from './signature.ts';

export interface VerifyOptions {
  /** The service that the scope must name, such as `s3`. */
  service: string;
  region: string;
  /** Largest body in bytes. Default: no limit. */
  bodyLimit?: number;
  /** Milliseconds since the epoch. */
  now: number;
  /** Returns the secret of an access key; undefined for an unknown key. */
  secretOf(accessKeyId: string): string | undefined;
}

export interface VerifiedRequest {
  claim: SignatureClaim;
  body: Bytes;
  trailers: Readonly<Record<string, string>>;
}

const fifteenMinutes = 15 * 60_000;

const bodyFailures = {
  tooLarge: failed('bodyTooLarge', 'The request is larger than this service takes.'),
  cutShort: failed('bodyCutShort', 'The request ended before its body was complete.'),
};

const checkScope = ({ scope, timestamp }: SignatureClaim, { service, region }: VerifyOptions) => {
  if (scope.service !== service) {
    return failed('wrongScope', `Credential should be scoped to correct service: '${service}'.`);
  }
  if (scope.region !== region) {
    return failed(
      'wrongScope',
      `Credential should be scoped to a valid region, not '${scope.region}'; expecting '${region}'.`,
    );
  }
  return scope.date === timestamp.slice(0, 8)
    ? undefined
    : failed(
        'wrongScope',
        `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${timestamp.slice(0, 8)}'.`,
      );
};

const checkTime = ({ form, time, timestamp }: SignatureClaim, now: number) => {
  const says = `${timestamp} is now`;
  if (time > now + fifteenMinutes) {
    return failed(
      'skewed',
      `Signature not yet current: ${says} later than ${writeTimestamp(now + fifteenMinutes)} (${writeTimestamp(now)} + 15 min.)`,
    );
  }
  if (form.name === 'query') {
    return now > time + form.expires * 1000 ? failed('expiredUrl', 'Request has expired') : undefined;
  }
  return time < now - fifteenMinutes
    ? failed(
        'skewed',
        `Signature expired: ${says} earlier than ${writeTimestamp(now - fifteenMinutes)} (${writeTimestamp(now)} - 15 min.)`,
      )
    : undefined;
};

/**
 * Requires `host` and every `x-amz-` header to be signed, since an unsigned header could have been added on the
 * way.
 */
const checkSignedHeaders = ({ signedHeaders }: SignatureClaim, headers: Headers) => {
  if (!signedHeaders.includes('host')) {
    return failed('unsignedHeader', "'Host' must be a 'SignedHeader' in the AWS Authorization.");
  }
  const left = [...headers.keys()].filter(
    (name) => name.startsWith('x-amz-') && !signedHeaders.includes(name),
  );
  return left.length > 0
    ? failed(
        'unsignedHeader',
        `There were headers present in the request which were not signed: ${left.join(', ')}`,
      )
    : undefined;
};

/**
 * Reads a header. `host` and `content-length` follow from the request: the SDK signs them, but a page cannot set
 * them on a `Request`.
 */
const headerReader = (request: Request, body: Bytes) => (name: string) =>
  request.headers.get(name) ??
  (name === 'host' ? new URL(request.url).host : name === 'content-length' ? String(body.length) : undefined);

/** Verifies a request. Consumes its body, which is returned. */
export const verifySignature = async (
  request: Request,
  options: VerifyOptions,
): Promise<VerifiedRequest | { failure: SignatureFailure }> => {
  const { path, query } = rawTarget(request.url);
  const reading = readClaim(query, request.headers);
  if ('failure' in reading) return reading;
  const { claim } = reading;
  const refused =
    checkScope(claim, options) ?? checkTime(claim, options.now) ?? checkSignedHeaders(claim, request.headers);
  if (refused) return refused;
  const secret = options.secretOf(claim.accessKeyId);
  if (secret === undefined) {
    return failed('unknownKey', 'The AWS access key Id you provided does not exist in our records.');
  }

  const body = await readBody(request, options.bodyLimit);
  if ('failure' in body) return bodyFailures[body.failure];
  const { bytes } = body;
  const named = namedHash(request.headers, readQuery(query) ?? [], claim.form.name);
  if (named === undefined && options.service === 's3') {
    return failed('malformed', 'Missing required header for this request: x-amz-content-sha256');
  }
  const payloadHash = named ?? toHex(await sha256(bytes));
  const canonical = canonicalRequest(
    {
      method: request.method,
      path,
      query,
      header: headerReader(request, bytes),
      payloadHash,
      pathEncoding: options.service === 's3' ? 'once' : 'twice',
    },
    claim.signedHeaders,
  );
  const key = await signingKey(secret, claim.scope);
  const expected = canonical === undefined ? '' : await sign(canonical, key, claim);
  if (!equalBytes(utf8(expected), utf8(claim.signature))) {
    return failed(
      'wrongSignature',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    );
  }
  const payload = await readPayload(bytes, payloadHash, request.headers, options.service, { key, claim });
  return 'failure' in payload ? payload : { claim, ...payload };
};
