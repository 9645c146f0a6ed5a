/** The arguments of an S3 operation. */
import type { ContextKeys } from '../iam/context.ts';
import type { Bytes } from '../lib/bytes.ts';
import type { Platform } from '../platform/platform.ts';
import type { Bucket } from './state.ts';

export interface S3Call {
  platform: Platform;
  bucket: Bucket;
  /** Empty for operations on the bucket itself. */
  key: string;
  query: ReadonlyMap<string, string>;
  request: Request;
  headers: Headers;
  body: Bytes;
  trailers: Readonly<Record<string, string>>;
  /**
   * Authorises an action on a key, or on the bucket for an empty key. Throws ServiceError AccessDenied, and prints
   * the denial.
   */
  allow: (action: string, key: string, context?: ContextKeys) => void;
  /** Whether the caller may do this. Prints nothing. */
  may: (action: string, key: string, context?: ContextKeys) => boolean;
}

export type S3Operation = (call: S3Call) => Promise<Response> | Response;

export const xmlReply = (xml: string, status = 200): Response =>
  new Response(xml, { status, headers: { 'content-type': 'application/xml' } });
