/** What an S3 operation gets to work with. */
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
  /** Whether the caller may do this to that key, or to the bucket for an empty one. @throws ServiceError AccessDenied */
  allow: (action: string, key: string, context?: ContextKeys) => void;
  /** The same as a question, which leaves no line in the terminal. */
  may: (action: string, key: string, context?: ContextKeys) => boolean;
}

export type S3Operation = (call: S3Call) => Promise<Response> | Response;

export const xmlReply = (xml: string, status = 200): Response =>
  new Response(xml, { status, headers: { 'content-type': 'application/xml' } });
