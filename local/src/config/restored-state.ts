/** Adapts a snapshot to the config of a local AWS. */
import { defaultSettings } from '../defaults/user-pool.ts';
import { checkPolicy } from '../iam/check-policy.ts';
import { type Snapshot, takeSnapshot } from '../state/snapshot.ts';
import type { State } from '../state/state.ts';
import type { User, UserPool } from '../user-pool/state.ts';
import type { Platform } from '../platform/platform.ts';
import { applySettings, buildBucket, buildUserPool, corsOf, iamOf } from './build-state.ts';
import type { Plan } from './plan.ts';

/** Fields of a pool that older snapshots do not have. */
const laterPoolFields = (): Partial<UserPool> => ({ ...defaultSettings, sessions: {} });

/** Fields of a user that older snapshots do not have. */
const laterFields = ({ createdAt }: User) => ({
  pendingAttributes: {},
  mfa: { enabled: [] },
  passkeys: [],
  devices: {},
  sessions: [],
  updatedAt: createdAt,
});

/**
 * Copies the state of a snapshot and applies the settings of the config. Users, objects and identities stay those
 * of the snapshot. Throws an Error when the snapshot is of another region, or has a policy that would be evaluated
 * differently from what its author meant.
 */
export function restoredState(snapshot: Snapshot, plan: Plan): State {
  const { state } = takeSnapshot(snapshot.state);
  const { pools } = state.userPools;
  if (!plan.userPools.some(({ id }) => Object.hasOwn(pools, id))) {
    throw new Error(
      `The snapshot has no user pool ${plan.userPools[0]?.id}, so no client would find its users. ` +
        `It was made for another region or with other ids: it has ${Object.keys(pools).join(', ') || 'none'}.`,
    );
  }
  for (const pool of Object.values(pools)) {
    Object.assign(pool, { ...laterPoolFields(), ...pool });
    for (const [key, user] of Object.entries(pool.users)) pool.users[key] = { ...laterFields(user), ...user };
    const settings = plan.userPools.find(({ id }) => id === pool.id);
    if (settings) applySettings(pool, settings);
  }
  const { explicit } = plan;
  if (explicit.identityPools) {
    for (const pool of plan.identityPools) state.identityPools.pools[pool.id] = pool;
  }
  const iam = iamOf(plan);
  if (explicit.roles) Object.assign(state.iam.roles, iam.roles);
  if (explicit.issuers && iam.issuers) state.iam.issuers = iam.issuers;
  for (const [name, setup] of Object.entries(plan.buckets)) {
    const bucket = state.s3.buckets[name];
    if (bucket && setup) bucket.cors = corsOf(setup);
  }
  for (const { name, trustPolicy, policies } of Object.values(state.iam.roles)) {
    checkPolicy(`${name} (trust)`, trustPolicy);
    for (const policy of policies) checkPolicy(policy.name, policy.document);
  }
  return state;
}

/** Adds pools, buckets and roles of the config that the snapshot does not have. */
export async function addMissing(state: State, plan: Plan, platform: Platform): Promise<void> {
  for (const pool of plan.userPools) {
    state.userPools.pools[pool.id] ??= await buildUserPool(pool, platform);
  }
  for (const pool of plan.identityPools) state.identityPools.pools[pool.id] ??= pool;
  for (const role of plan.roles) state.iam.roles[role.arn] ??= role;
  for (const [name, setup] of Object.entries(plan.buckets)) {
    state.s3.buckets[name] ??= buildBucket(name, setup, platform.now());
  }
}
