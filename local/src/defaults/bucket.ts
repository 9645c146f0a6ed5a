/** The default bucket: open to pages of any origin, with the gallery's pictures in it. */
import { md5 } from '@noble/hashes/legacy.js';
import { utf8, toHex } from '../lib/bytes.ts';
import { type Bucket, type CorsRule, storeObject } from '../s3/state.ts';
import { galleryPictures } from './gallery.ts';
import { bucketName } from './names.ts';

/** Pages of every origin, for whatever the policies allow. */
export const openCors: readonly CorsRule[] = [
  {
    allowedOrigins: ['*'],
    allowedMethods: ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'],
    allowedHeaders: ['*'],
    exposeHeaders: ['ETag', 'Date', 'Content-Range', 'x-amz-request-id', 'x-amz-checksum-crc32'],
    maxAgeSeconds: 3000,
  },
];

/** `now` in milliseconds since the epoch, for the pictures' date. */
export const defaultBucket = (now: number): Bucket => {
  const bucket: Bucket = {
    name: bucketName,
    cors: openCors,
    objects: [],
    uploads: {},
  };
  for (const { key, svg } of galleryPictures()) {
    const bytes = utf8(svg);
    storeObject(bucket, {
      key,
      bytes,
      etag: toHex(md5(bytes)),
      lastModified: now,
      contentType: 'image/svg+xml',
      headers: { 'cache-control': 'public, max-age=300' },
      metadata: {},
    });
  }
  return bucket;
};
