/**
 * Computes the signature that a request ought to have.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { toHex, utf8 } from '../lib/bytes.ts';
import { hmacSha256, sha256Hex } from '../lib/digest.ts';
import { algorithm, type SignatureClaim } from './claim.ts';
import { canonicalPath, canonicalQuery, type PathEncoding, readQuery } from './encoding.ts';

export interface SignedRequest {
  method: string;
  path: string;
  query: string;
  /** Value of a signed header, `host` and `content-length` included; undefined when the request has none such. */
  header(name: string): string | undefined;
  /** What stands on the canonical request's last line. */
  payloadHash: string;
  pathEncoding: PathEncoding;
}

const trimmed = (value: string) => value.trim().replace(/ +/g, ' ');

/** undefined when a signed header is not there, or the path or query is no UTF-8: no signature fits such a request. */
export const canonicalRequest = (
  request: SignedRequest,
  signedHeaders: readonly string[],
): string | undefined => {
  const path = canonicalPath(request.path, request.pathEncoding);
  const pairs = readQuery(request.query)?.filter(([name]) => name !== 'X-Amz-Signature');
  if (path === undefined || pairs === undefined) return undefined;
  const headers: string[] = [];
  for (const name of signedHeaders) {
    const value = request.header(name);
    if (value === undefined) return undefined;
    headers.push(`${name}:${trimmed(value)}\n`);
  }
  return [
    request.method,
    path,
    canonicalQuery(pairs),
    headers.join(''),
    signedHeaders.join(';'),
    request.payloadHash,
  ].join('\n');
};

type Signing = Pick<SignatureClaim, 'scope' | 'timestamp'>;

const signingKey = async (secret: string, { date, region, service }: Signing['scope']) => {
  let key = await hmacSha256(utf8(`AWS4${secret}`), utf8(date));
  for (const part of [region, service, 'aws4_request']) key = await hmacSha256(key, utf8(part));
  return key;
};

/** 64 hexadecimal digits. */
export const sign = async (
  canonical: string,
  secret: string,
  { scope, timestamp }: Signing,
): Promise<string> => {
  const credentialScope = [scope.date, scope.region, scope.service, 'aws4_request'].join('/');
  const stringToSign = [algorithm, timestamp, credentialScope, await sha256Hex(canonical)].join('\n');
  return toHex(await hmacSha256(await signingKey(secret, scope), utf8(stringToSign)));
};
