/** The default set-up as a whole: what a local AWS starts with, and what reset goes back to. */
import { emptyState, type State } from '../state/state.ts';
import type { World } from '../world.ts';
import { defaultBucket } from './bucket.ts';
import { defaultIdentityPool } from './identity-pool.ts';
import { defaultIam } from './roles.ts';
import { CLIENT_ID, createUserPool, type UserPoolSettings } from './user-pool.ts';
import type { KnownUser } from './users.ts';

export interface DefaultStateOptions {
  world: World;
  region: string;
  users: readonly KnownUser[];
  settings: UserPoolSettings;
}

/** `before` hands on the signing keys and the account's own keys, which clients may have kept. */
export async function defaultState(
  { world, region, users, settings }: DefaultStateOptions,
  before: State,
): Promise<State> {
  const state = emptyState(world);
  const userPool = await createUserPool({ region, users, settings }, world);
  userPool.signingKeys = before.userPools.pools[userPool.id]?.signingKeys ?? [];
  state.userPools.pools[userPool.id] = userPool;
  const identityPool = defaultIdentityPool({ region, userPoolId: userPool.id, clientId: CLIENT_ID });
  state.identityPools.pools[identityPool.id] = identityPool;
  const bucket = defaultBucket(world.now());
  state.s3.buckets[bucket.name] = bucket;
  return { ...state, iam: defaultIam(region), sts: { ...state.sts, root: before.sts.root } };
}
