/** Takes a user out of a pool, with all that could still act for whoever that was. */
import { peek } from '../../lib/watched.ts';
import type { User, UserPool } from '../state.ts';
import { forgetSessions } from '../tokens/token-sessions.ts';
import { userKey } from './users.ts';

export function deleteUserOf(pool: UserPool, user: User): void {
  const key = userKey(user.username);
  forgetSessions(pool, user);
  for (const pending of [pool.challenges, pool.srpExchanges]) {
    for (const [hash, { user: owner }] of Object.entries(peek(pending))) {
      if (owner === key) Reflect.deleteProperty(pending, hash);
    }
  }
  // Attempts stay: who signs up by the same name again has not been let off.
  Reflect.deleteProperty(pool.users, key);
}
