/** How roles, buckets and tables are described in a config. */
import type { CorsRule } from '../s3/state.ts';
import type { PolicyDocument } from '../iam/principal.ts';

/** A role: its trust policy and its permissions. */
export interface RoleSetup {
  /**
   * `users` or `guests` of the identity pools, or a trust policy. Default `users`.
   * https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
   */
  trust?: 'users' | 'guests' | PolicyDocument;
  /** Policy documents by name. */
  policies: Readonly<Record<string, PolicyDocument>>;
  /** Longest session of AssumeRoleWithWebIdentity in seconds, 3600 to 43200. Default 3600. */
  maxSessionDuration?: number;
}

/** A CORS rule of a bucket. Default: allows no request headers and exposes no response headers. */
export type CorsRuleSetup = Pick<CorsRule, 'allowedOrigins' | 'allowedMethods'> & Partial<CorsRule>;

/** An object that a bucket contains from the start. */
export interface ObjectSetup {
  body: string | Uint8Array<ArrayBuffer>;
  /** Default: by the ending of the key, otherwise `text/plain` or `application/octet-stream`. */
  contentType?: string;
}

/** A bucket: its CORS rules and first objects. */
export interface BucketSetup {
  /** CORS rules. Default: pages of every origin may do everything that policies allow. */
  cors?: readonly CorsRuleSetup[];
  /** Objects by key: text, bytes, or either with a content type. */
  objects?: Readonly<Record<string, string | Uint8Array<ArrayBuffer> | ObjectSetup>>;
}

export type KeySetup = string | { name: string; type: 'S' | 'N' | 'B' };

/** The primary key of a table or an index. */
export interface KeysSetup {
  /** Name of a text attribute, or name and type. */
  partitionKey: KeySetup;
  sortKey?: KeySetup;
}

/** A DynamoDB table: its key, indexes and first rows. */
export interface TableSetup extends KeysSetup {
  /** Global secondary indexes by name, with all attributes projected. */
  indexes?: Readonly<Record<string, KeysSetup>>;
  /** First rows, as plain values: `{ id: '1', likes: 3 }`. */
  rows?: readonly Readonly<Record<string, unknown>>[];
}
