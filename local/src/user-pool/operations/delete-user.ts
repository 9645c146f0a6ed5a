/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
import { peek } from '../../lib/watched.ts';
import type { Operation } from '../context.ts';
import { readTexts, rules } from '../input.ts';
import type { User, UserPool } from '../state.ts';
import { readAccessToken } from '../tokens/access-token.ts';
import { forgetSessions } from '../tokens/token-sessions.ts';
import { userKey } from '../users/users.ts';

/**
 * Removes a user from the pool, with the sessions, challenges and SRP exchanges of the user. The counted attempts stay,
 * so that deleting a user and signing up again does not reset a limit.
 */
export function removeUser(pool: UserPool, user: User): void {
  const key = userKey(user.username);
  forgetSessions(pool, user);
  for (const pending of [pool.challenges, pool.srpExchanges]) {
    for (const [hash, { user: owner }] of Object.entries(peek(pending))) {
      if (owner === key) Reflect.deleteProperty(pending, hash);
    }
  }
  Reflect.deleteProperty(pool.users, key);
}

export const deleteUser: Operation = async (context, input) => {
  const { AccessToken } = readTexts(input, { AccessToken: rules.accessToken });
  const { pool, user } = await readAccessToken(context, AccessToken);
  removeUser(pool, user);
  return {};
};
