/** The default bucket, with the gallery's pictures. */
import { md5 } from '@noble/hashes/legacy.js';
import { utf8, toHex } from '../lib/bytes.ts';
import { type Bucket, type CorsRule, storeObject } from '../s3/state.ts';
import { galleryPictures } from './gallery.ts';
import { bucketName } from './names.ts';

/** Allows pages of every origin to do everything that policies allow. */
export const openCors: readonly CorsRule[] = [
  {
    allowedOrigins: ['*'],
    allowedMethods: ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'],
    allowedHeaders: ['*'],
    exposeHeaders: ['ETag', 'Date', 'Content-Range', 'x-amz-request-id', 'x-amz-checksum-crc32'],
    maxAgeSeconds: 3000,
  },
];

/**
 * Makes the default bucket.
 * @param now date of the pictures, in milliseconds since the epoch
 */
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
