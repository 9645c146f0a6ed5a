/** What a snapshot holds, fit for a local AWS with these settings. */
import { checkPolicy } from '../iam/check-policy.ts';
import { type Snapshot, takeSnapshot } from '../state/snapshot.ts';
import type { State } from '../state/state.ts';
import { applySettings, type UserPoolSettings } from './user-pool.ts';

/** A copy, since what is given may be given to another too. Throws when it is of another region, or has a policy that would not say what it means. */
export function restoredState(snapshot: Snapshot, userPoolId: string, settings: UserPoolSettings): State {
  const { state } = takeSnapshot(snapshot.state);
  const { pools } = state.userPools;
  if (!Object.hasOwn(pools, userPoolId)) {
    throw new Error(
      `The snapshot has no user pool ${userPoolId}, so no client would find its users. ` +
        `It was made for another region: it has ${Object.keys(pools).join(', ') || 'none'}.`,
    );
  }
  for (const pool of Object.values(pools)) applySettings(pool, settings);
  for (const { name, trustPolicy, policies } of Object.values(state.iam.roles)) {
    checkPolicy(`${name} (trust)`, trustPolicy);
    for (const policy of policies) checkPolicy(policy.name, policy.document);
  }
  return state;
}
