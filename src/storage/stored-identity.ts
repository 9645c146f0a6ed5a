/** What is remembered of an identity pool, for a user in the session's record and for a guest in the browser's. */
import { areText, isFields } from './fields.ts';

/** An identity of an identity pool and the keys last issued to it. All of it is secret: a guest's id is a bearer secret. */
export interface StoredIdentity {
  identityPoolId: string;
  /** The role that was asked for; undefined: the pool chose. */
  roleArn?: string;
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

const parseKeys = (value: unknown): StoredKeys | undefined => {
  if (!isFields(value) || !areText(value, 'accessKeyId', 'secretAccessKey', 'sessionToken')) return undefined;
  if (!Number.isFinite(value['expiration'])) return undefined;
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = value as unknown as StoredKeys;
  return { accessKeyId, secretAccessKey, sessionToken, expiration };
};

export function parseIdentity(value: unknown): StoredIdentity | undefined {
  if (!isFields(value) || !areText(value, 'identityPoolId', 'identityId')) return undefined;
  const { identityPoolId, identityId, roleArn } = value as unknown as StoredIdentity;
  const keys = parseKeys(value['keys']);
  return {
    identityPoolId,
    identityId,
    ...(typeof roleArn === 'string' ? { roleArn } : {}),
    ...(keys ? { keys } : {}),
  };
}
