/** Buckets, their objects in key order, and multipart uploads in progress. */
import type { Checksum } from './checksums.ts';
import { compareKeys } from './key-order.ts';

/** Attributes that the client sends with an object and receives with it. */
export interface ObjectAttributes {
  contentType: string;
  /** Values of cache-control, content-disposition, content-encoding, content-language and expires. */
  headers: Record<string, string>;
  /** Values of the `x-amz-meta-` headers, by name without that prefix. */
  metadata: Record<string, string>;
}

export interface StoredObject extends ObjectAttributes {
  key: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** The ETag without its quotes. */
  etag: string;
  /** Milliseconds since the epoch. */
  lastModified: number;
  checksum?: Checksum;
}

export interface UploadedPart {
  number: number;
  bytes: Uint8Array<ArrayBuffer>;
  etag: string;
  lastModified: number;
  checksum?: Checksum;
}

export interface MultipartUpload extends ObjectAttributes {
  id: string;
  key: string;
  startedAt: number;
  parts: UploadedPart[];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html */
export interface CorsRule {
  allowedOrigins: readonly string[];
  allowedMethods: readonly string[];
  allowedHeaders: readonly string[];
  exposeHeaders: readonly string[];
  maxAgeSeconds?: number;
}

export interface Bucket {
  name: string;
  cors: readonly CorsRule[];
  /** Objects ordered by the UTF-8 bytes of their keys. */
  objects: StoredObject[];
  uploads: Record<string, MultipartUpload>;
}

export interface S3State {
  buckets: Record<string, Bucket>;
}

export const emptyS3 = (): S3State => ({ buckets: {} });

export const findBucket = (state: S3State, name: string): Bucket | undefined =>
  Object.hasOwn(state.buckets, name) ? state.buckets[name] : undefined;

/** Returns the index of the key, or the index at which it would be inserted. */
export const positionOf = (objects: readonly StoredObject[], key: string): number => {
  let [low, high] = [0, objects.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareKeys(objects[middle]?.key ?? '', key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

export const findObject = ({ objects }: Bucket, key: string): StoredObject | undefined => {
  const object = objects[positionOf(objects, key)];
  return object?.key === key ? object : undefined;
};

export const storeObject = ({ objects }: Bucket, object: StoredObject): void => {
  const index = positionOf(objects, object.key);
  objects.splice(index, objects[index]?.key === object.key ? 1 : 0, object);
};

export const removeObject = ({ objects }: Bucket, key: string): void => {
  const index = positionOf(objects, key);
  if (objects[index]?.key === key) objects.splice(index, 1);
};
