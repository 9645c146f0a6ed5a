/** How a bucket is described: which pages may use it, and what lies in it at the start. */
import type { CorsRule } from '../s3/state.ts';

export type CorsRuleSetup = Pick<CorsRule, 'allowedOrigins' | 'allowedMethods'> & Partial<CorsRule>;

export interface ObjectSetup {
  body: string | Uint8Array<ArrayBuffer>;
  /** Default by the key's ending for some, else `text/plain` or `application/octet-stream`. */
  contentType?: string;
}

export interface BucketSetup {
  /** Default: pages of every origin may do everything that policies allow. */
  cors?: readonly CorsRuleSetup[];
  /** By key: text, bytes, or either with its type. */
  objects?: Readonly<Record<string, string | Uint8Array<ArrayBuffer> | ObjectSetup>>;
}
