/** How roles, buckets and tables are described in a config. */
import type { CorsRule } from '../s3/state.ts';
import type { PolicyDocument } from '../iam/principal.ts';

export interface RoleSetup {
  /**
   * `users` or `guests` of the identity pools here, or a trust policy.
   * https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
   * Default `users`.
   */
  trust?: 'users' | 'guests' | PolicyDocument;
  /** By name. */
  policies: Readonly<Record<string, PolicyDocument>>;
  /** Seconds that a session of AssumeRoleWithWebIdentity may last at most, 3600 to 43200. Default 3600. */
  maxSessionDuration?: number;
}

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

export type KeySetup = string | { name: string; type: 'S' | 'N' | 'B' };

export interface KeysSetup {
  /** The attribute's name for a text, else with its type. */
  partitionKey: KeySetup;
  sortKey?: KeySetup;
}

export interface TableSetup extends KeysSetup {
  /** Global secondary indexes, by name; they hold whole rows. */
  indexes?: Readonly<Record<string, KeysSetup>>;
  /** Rows at the start, as plain values: `{ id: '1', likes: 3 }`. */
  rows?: readonly Readonly<Record<string, unknown>>[];
}
