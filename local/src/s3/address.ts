/**
 * Reads bucket and key from a URL: `/bucket/key`, `<bucket>.localhost/key`, or S3's own host names.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
import { utf8 } from '../lib/bytes.ts';
import { rawTarget, readQuery, uriDecode } from '../sigv4/encoding.ts';
import { s3Error } from './errors.ts';

export interface S3Address {
  /** Empty when the URL names no bucket. */
  bucket: string;
  /** The key, decoded once, as it is authorised and stored. Empty for the bucket itself. */
  key: string;
  query: ReadonlyMap<string, string>;
}

const longest = 1024;
const bucketHost = /^(.+?)(?:(?:\.s3)?\.localhost|\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?)$/;

/** @throws ServiceError for a path that is no UTF-8, or a key of more than 1024 bytes. */
export const readAddress = (url: string, buckets: (name: string) => boolean): S3Address => {
  const { path, query } = rawTarget(url);
  const decoded = uriDecode(path);
  const pairs = readQuery(query);
  if (decoded === undefined || pairs === undefined) {
    throw s3Error('InvalidURI', "Couldn't parse the specified URI.");
  }
  const [, host = ''] = bucketHost.exec(new URL(url).hostname) ?? [];
  const virtual = host !== '' && buckets(host);
  // The bucket's name ends at the first slash as sent; an escaped slash is part of a name.
  const [, first = '', rest = ''] = /^\/([^/]*)(?:\/([^]*))?$/.exec(path) ?? [];
  const bucket = virtual ? host : (uriDecode(first) ?? '');
  const key = virtual ? decoded.slice(1) : (uriDecode(rest) ?? '');
  if (utf8(key).length > longest) throw s3Error('KeyTooLongError', 'Your key is too long');
  return { bucket, key, query: new Map(pairs) };
};
