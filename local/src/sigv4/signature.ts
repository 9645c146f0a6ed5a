/**
 * Computes the signature that a request should have.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { type Bytes, toHex, utf8 } from '../lib/bytes.ts';
import { hmacSha256, sha256Hex } from '../lib/digest.ts';
import { algorithm, type SignatureClaim } from './claim.ts';
import { canonicalPath, canonicalQuery, type PathEncoding, readQuery } from './encoding.ts';

export interface SignedRequest {
  method: string;
  path: string;
  query: string;
  /**
   * Returns the value of a signed header, including `host` and `content-length`; undefined when the request has no
   * such header.
   */
  header(name: string): string | undefined;
  /** The last line of the canonical request. */
  payloadHash: string;
  pathEncoding: PathEncoding;
}

const trimmed = (value: string) => value.trim().replace(/ +/g, ' ');

/**
 * Returns undefined when a signed header is missing, or when path or query are not UTF-8. No signature matches
 * such a request.
 */
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

export type Signing = Pick<SignatureClaim, 'scope' | 'timestamp'>;

export const signingKey = async (
  secret: string,
  { date, region, service }: Signing['scope'],
): Promise<Bytes> => {
  let key = await hmacSha256(utf8(`AWS4${secret}`), utf8(date));
  for (const part of [region, service, 'aws4_request']) key = await hmacSha256(key, utf8(part));
  return key;
};

/** Signs a string of the given kind for the time and scope of the claim. Returns 64 hexadecimal digits. */
export const signLines = async (
  key: Bytes,
  kind: string,
  { scope, timestamp }: Signing,
  lines: readonly string[],
): Promise<string> => {
  const credentialScope = [scope.date, scope.region, scope.service, 'aws4_request'].join('/');
  return toHex(await hmacSha256(key, utf8([kind, timestamp, credentialScope, ...lines].join('\n'))));
};

/** Signs a canonical request. Returns 64 hexadecimal digits. */
export const sign = async (canonical: string, key: Bytes, signing: Signing): Promise<string> =>
  signLines(key, algorithm, signing, [await sha256Hex(canonical)]);
