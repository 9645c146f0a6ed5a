/** The dependencies of every user pool operation. */
import type { JsonObject } from '../protocol/json-service.ts';
import type { Outbox } from './state/outbox.ts';
import type { Platform } from '../platform/platform.ts';
import type { Triggers } from './trigger-events.ts';
import type { Mutex } from './mutex.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { Client, UserPool, UserPoolsState } from './state.ts';

export interface Context {
  platform: Platform;
  region: string;
  state: UserPoolsState;
  outbox: Outbox;
  keys: SigningKeys;
  /** The request's User-Agent, from which ListUserSessions derives the device type. */
  userAgent?: string | undefined;
  /** ClientMetadata of the current RespondToAuthChallenge request. */
  clientMetadata?: Readonly<Record<string, string>> | undefined;
  /** The triggers of each pool, by pool id. */
  triggers: Readonly<Record<string, Triggers>>;
  /** Runs triggers without the lock, since a trigger may call the pool itself. */
  runUnlocked: Mutex['runUnlocked'];
  /** The app's own check for leaked passwords, beside the built-in list. */
  compromised?: ((password: string) => boolean | Promise<boolean>) | undefined;
}

/** Returns the part of the pool's id after the underscore, which SRP hashes. */
export const poolName = (poolId: string): string => poolId.slice(poolId.indexOf('_') + 1);

export const issuerOf = (region: string, poolId: string): string =>
  `https://cognito-idp.${region}.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}/${poolId}`;

/**
 * Milliseconds for which expired challenge tokens and SRP exchanges are stored, so that a late answer gets its reason.
 */
export const EXPIRED_RECORD_LIFETIME = 3_600_000;

export const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** The pool and the app client that a request came through. */
export interface Scope {
  pool: UserPool;
  client: Client;
}

/**
 * Serves one operation of the API, from its JSON input to its JSON output.
 * @throws {ServiceError} for a refused request
 */
export type Operation = (context: Context, input: JsonObject) => Promise<JsonObject>;
