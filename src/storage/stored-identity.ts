/** What is remembered of an identity pool, for a user in the session's record and for a guest in the browser's. */
import { createReader, number, text } from './record-fields.ts';

/** An identity of an identity pool and the keys last issued to it. All of it is secret: a guest's id is a bearer secret. */
export interface StoredIdentity {
  identityPoolId: string;
  /** The role that was asked for; undefined: the pool chose. */
  roleArn?: string | undefined;
  identityId: string;
  keys?: StoredKeys;
}

export interface StoredKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  /** Milliseconds since the epoch, by the service's clock. */
  expiration: number;
}

const keys = /* @__PURE__ */ createReader<StoredKeys>({
  accessKeyId: text,
  secretAccessKey: text,
  sessionToken: text,
  expiration: number,
});

export const parseIdentity = /* @__PURE__ */ createReader<StoredIdentity>(
  { identityPoolId: text, roleArn: text, identityId: text, keys },
  'roleArn',
  'keys',
);
