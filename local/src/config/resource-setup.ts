/** How roles, buckets and tables are described in a config. */
import type { CorsRule } from '../s3/state.ts';
import type { PolicyDocument } from '../iam/principal.ts';

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

export type CorsRuleSetup = Pick<CorsRule, 'allowedOrigins' | 'allowedMethods'> & Partial<CorsRule>;

export interface ObjectSetup {
  body: string | Uint8Array<ArrayBuffer>;
  /** Default: by the ending of the key, otherwise `text/plain` or `application/octet-stream`. */
  contentType?: string;
}

export interface BucketSetup {
  /** CORS rules. Default: pages of every origin may do everything that policies allow. */
  cors?: readonly CorsRuleSetup[];
  /** Objects by key: text, bytes, or either with a content type. */
  objects?: Readonly<Record<string, string | Uint8Array<ArrayBuffer> | ObjectSetup>>;
}

export type KeySetup = string | { name: string; type: 'S' | 'N' | 'B' };

export interface KeysSetup {
  /** Name of a text attribute, or name and type. */
  partitionKey: KeySetup;
  sortKey?: KeySetup;
}

export interface TableSetup extends KeysSetup {
  /** Global secondary indexes by name, with all attributes projected. */
  indexes?: Readonly<Record<string, KeysSetup>>;
  /** First rows, as plain values: `{ id: '1', likes: 3 }`. */
  rows?: readonly Readonly<Record<string, unknown>>[];
}
