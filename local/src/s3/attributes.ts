/** Object attributes that clients send as headers, and receive with the object. */
import type { ObjectAttributes, StoredObject } from './state.ts';

const systemHeaders = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
];
const metaPrefix = 'x-amz-meta-';

/** Removes `aws-chunked`, which describes the transfer and not the object. */
const withoutChunking = (encoding: string) =>
  encoding
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'aws-chunked')
    .join(', ');

export const readAttributes = (headers: Headers): ObjectAttributes => {
  const entries = systemHeaders
    .map((name) => [name, headers.get(name) ?? ''] as const)
    .map(([name, value]) => [name, name === 'content-encoding' ? withoutChunking(value) : value] as const);
  return {
    contentType: headers.get('content-type') ?? 'binary/octet-stream',
    headers: Object.fromEntries(entries.filter(([, value]) => value !== '')),
    metadata: Object.fromEntries(
      [...headers]
        .filter(([name]) => name.startsWith(metaPrefix))
        .map(([name, value]) => [name.slice(metaPrefix.length), value]),
    ),
  };
};

export const objectHeaders = (object: StoredObject): Record<string, string> => ({
  'content-type': object.contentType,
  ...object.headers,
  ...Object.fromEntries(Object.entries(object.metadata).map(([name, value]) => [metaPrefix + name, value])),
  etag: `"${object.etag}"`,
  'last-modified': new Date(object.lastModified).toUTCString(),
  'accept-ranges': 'bytes',
});
