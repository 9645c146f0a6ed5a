/** The state of the user pools. Plain data, so that a snapshot is JSON. Times are milliseconds since the epoch. */
import type { UserPool } from './state/pool.ts';

export type * from './state/client.ts';
export type * from './state/factors.ts';
export type * from './state/pool.ts';
export type * from './state/sign-in.ts';
export type * from './state/token-session.ts';
export type * from './state/user.ts';

export interface UserPoolsState {
  /** The pools, by pool id. */
  pools: Record<string, UserPool>;
}

export const emptyUserPools = (): UserPoolsState => ({ pools: {} });
