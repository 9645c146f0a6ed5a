/** What every operation of a user pool works with. */
import type { JsonObject } from '../protocol/json-service.ts';
import type { Outbox } from './state/outbox.ts';
import type { Platform } from '../platform/platform.ts';
import type { Triggers } from './triggers/triggers.ts';
import type { Mutex } from './mutex.ts';
import type { SigningKeys } from './tokens/signing-keys.ts';
import type { Client, UserPool, UserPoolsState } from './state.ts';

export interface Context {
  platform: Platform;
  region: string;
  state: UserPoolsState;
  outbox: Outbox;
  keys: SigningKeys;
  /** The request's User-Agent, which a session is described by. */
  userAgent?: string | undefined;
  /** ClientMetadata of the RespondToAuthChallenge that is being answered. */
  clientMetadata?: Readonly<Record<string, string>> | undefined;
  /** By pool id. */
  triggers: Readonly<Record<string, Triggers>>;
  /** For triggers, which may call the pool themselves. */
  runUnlocked: Mutex['runUnlocked'];
  /** The app's own judgement of passwords, beside the small list that comes along. */
  compromised?: ((password: string) => boolean | Promise<boolean>) | undefined;
}

/** SRP hashes the pool's name: what follows the underscore in its id. */
export const poolName = (poolId: string): string => poolId.slice(poolId.indexOf('_') + 1);

export const issuerOf = (region: string, poolId: string): string =>
  `https://cognito-idp.${region}.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}/${poolId}`;

export const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** The pool and the app client that a request came through. */
export interface Scope {
  pool: UserPool;
  client: Client;
}

/** One operation of the API: plain input in, plain output out; it throws ServiceError. */
export type Operation = (context: Context, input: JsonObject) => Promise<JsonObject>;
