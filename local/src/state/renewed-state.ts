/** The state after a reset: a copy of the initial state, dated now. */
import { uuidFrom } from '../lib/uuid.ts';
import type { Platform } from '../platform/platform.ts';
import { takeSnapshot } from './snapshot.ts';
import type { State } from './state.ts';

/**
 * Copies the initial state. The account's own keys and the signing keys stay, because clients may have them. Users
 * get new `sub`s, so that a token from before the reset is not valid after it.
 */
export function renewedState(initial: State, current: State, platform: Platform): State {
  const { state } = takeSnapshot(initial);
  const now = platform.now();
  for (const pool of Object.values(state.userPools.pools)) {
    pool.signingKeys = current.userPools.pools[pool.id]?.signingKeys ?? [];
    for (const user of Object.values(pool.users)) {
      user.sub = uuidFrom(platform.random(16));
      user.createdAt = now;
      user.updatedAt = now;
      if (user.password) user.password.setAt = now;
    }
  }
  for (const bucket of Object.values(state.s3.buckets)) {
    for (const object of bucket.objects) object.lastModified = now;
  }
  state.sts.root = current.sts.root;
  const { signingKey } = current.identityPools;
  if (signingKey) state.identityPools.signingKey = signingKey;
  return state;
}
