/**
 * Percent-encoding as Signature Version 4 wants it, and the parts of a URL as they were sent.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
 */

/** Everything but the unreserved characters of RFC 3986, in upper-case hexadecimal. */
export const uriEncode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

/** undefined where the escapes are no UTF-8. */
export const uriDecode = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

export interface RawTarget {
  /** As sent, escapes and empty segments and all. */
  path: string;
  /** Without its `?`. */
  query: string;
}

/**
 * Taken from the text of the URL. A web `Request` has already resolved `..` and `%2e%2e` by then, so a request that
 * was signed with them no longer fits its signature and is refused: what is stored and authorised is always the path
 * that was verified.
 */
export const rawTarget = (url: string): RawTarget => {
  const [, path = '', query = ''] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]*)(?:\?([^#]*))?/i.exec(url) ?? [];
  return { path: path || '/', query };
};

/** Decoded pairs in the order sent; undefined where one is no UTF-8. A `+` is a space, as S3 reads it. */
export const readQuery = (query: string): [name: string, value: string][] | undefined => {
  const pairs: [string, string][] = [];
  for (const part of query.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const [name, value] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
    const decoded = [name, value].map((text) => uriDecode(text.replaceAll('+', ' ')));
    if (decoded[0] === undefined || decoded[1] === undefined) return undefined;
    pairs.push([decoded[0], decoded[1]]);
  }
  return pairs;
};

/** S3 encodes each path segment once; every other service encodes what is already encoded once more. */
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
