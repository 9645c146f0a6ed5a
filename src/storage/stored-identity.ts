/** The identity pool's part of the records: a user's in the session record, a guest's in the browser record. */
import { createParser, number, text } from './record-fields.ts';

/** An identity of an identity pool and the AWS credentials last issued to it. All of it is secret: a guest's id is a bearer secret. */
export interface StoredIdentity {
  identityPoolId: string;
  /** The role that was asked for; undefined: the pool chose. */
  roleArn?: string | undefined;
  identityId: string;
  keys?: StoredKeys;
}

/** Temporary AWS credentials. */
export interface StoredKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  /** Milliseconds since the Unix epoch, by the service's clock. */
  expiration: number;
}

const keys = /* @__PURE__ */ createParser<StoredKeys>({
  accessKeyId: text,
  secretAccessKey: text,
  sessionToken: text,
  expiration: number,
});

/** Parses an identity; undefined if it is broken. Broken credentials are left out. */
export const parseIdentity = /* @__PURE__ */ createParser<StoredIdentity>(
  { identityPoolId: text, roleArn: text, identityId: text, keys },
  'roleArn',
  'keys',
);
