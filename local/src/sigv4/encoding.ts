/**
 * Percent-encoding for Signature Version 4, and the parts of a URL exactly as they were sent.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
 */

/** Percent-encodes everything but the unreserved characters of RFC 3986, in upper-case hexadecimal. */
export const uriEncode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

/** Returns undefined when the escapes are not UTF-8. */
export const uriDecode = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

export interface RawTarget {
  /** The path as sent, with its escapes and empty segments. */
  path: string;
  /** The query without its `?`. */
  query: string;
}

/**
 * Reads path and query from the text of the URL. A web `Request` has already resolved `..` and `%2e%2e`, so a
 * request signed with them no longer matches its signature and is refused. The path that is authorised and stored
 * is therefore always the verified one.
 */
export const rawTarget = (url: string): RawTarget => {
  const [, path = '', query = ''] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]*)(?:\?([^#]*))?/i.exec(url) ?? [];
  return { path: path || '/', query };
};

/** Reads the decoded pairs in the order sent; undefined when one is not UTF-8. A `+` is a space, as in S3. */
export const readQuery = (query: string): [name: string, value: string][] | undefined => {
  const pairs: [string, string][] = [];
  for (const part of query.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const [name, value] = equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
    const decoded = [name, value].map((text) => uriDecode(text.replaceAll('+', ' ')));
    if (decoded[0] === undefined || decoded[1] === undefined) return undefined;
    pairs.push([decoded[0], decoded[1]]);
  }
  return pairs;
};

/** S3 encodes each path segment once. Every other service encodes the encoded path once more. */
export type PathEncoding = 'once' | 'twice';

export const canonicalPath = (path: string, encoding: PathEncoding): string | undefined => {
  const segments = path.split('/').map(uriDecode);
  if (!segments.every((segment) => segment !== undefined)) return undefined;
  const once = segments.map(uriEncode);
  return (encoding === 'once' ? once : once.map(uriEncode)).join('/');
};

const byCode = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export const canonicalQuery = (pairs: readonly (readonly [string, string])[]): string =>
  pairs
    .map(([name, value]) => [uriEncode(name), uriEncode(value)] as const)
    .toSorted((a, b) => byCode(a[0], b[0]) || byCode(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
