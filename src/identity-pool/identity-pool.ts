/** What the identity pool room is given by whoever joins the rooms. */
import type { StoredIdentity } from '../storage/stored-identity.ts';

/** On whose behalf an exchange is made. */
export interface Principal {
  kind: 'guest' | 'user';
  epochId: string;
  /** Aborted when this principal leaves. */
  signal: AbortSignal;
}

/** Sends an operation of `AWSCognitoIdentityService`, and resolves with its output or rejects with a CognitoError. */
export type IdentityPoolCall = (
  operation: string,
  input: object,
  signal?: AbortSignal,
) => Promise<Readonly<Record<string, unknown>>>;

export interface IdentityPoolHost {
  call: IdentityPoolCall;
  /** Who is here now, after a look at what other tabs did; undefined: nobody who may have credentials. */
  principal: () => Promise<Principal | undefined>;
  epochId: () => string;
  /** The login's name and an ID token that is good now. Undefined for a guest. */
  logins: (principal: Principal) => Promise<Readonly<Record<string, string>> | undefined>;
  /** What is remembered of this principal's identity. */
  load: (principal: Principal) => Promise<StoredIdentity | undefined>;
  /** Remembers it, unless that principal has left. */
  save: (principal: Principal, identity: StoredIdentity | undefined) => Promise<void>;
  /** Lets one tab at a time make the exchange. */
  locked: <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;
  /** Milliseconds since the epoch by the service's clock. */
  now: () => number;
  /** Something that the service issued at that time has just arrived. */
  measure: (issuedAt: number) => void;
}

export interface IdentityPoolSettings {
  identityPoolId: string;
  region: string;
  endpoint: string;
  customRoleArn: string | undefined;
}
