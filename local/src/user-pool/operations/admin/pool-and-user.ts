/** Finds the pool and the user that an administrator's request names. */
import type { JsonObject } from '../../../protocol/json-service.ts';
import { getOwn } from '../../../lib/own.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import type { Context, Scope } from '../../context.ts';
import { readTexts, rules } from '../../input.ts';
import type { Client, User, UserPool } from '../../state.ts';
import { userNotFound } from '../../users/existence.ts';
import { findUser, userBySub } from '../../users/users.ts';

/** Stands for the app client in operations without one. Triggers receive this id, which AWS sends as well. */
const noClient: Client = {
  id: 'CLIENT_ID_NOT_APPLICABLE',
  authFlows: [],
  preventUserExistenceErrors: 'LEGACY',
  accessTokenValidity: 3600,
  idTokenValidity: 3600,
  refreshTokenValidity: 3600,
  sessionValidity: 180,
  refreshTokenRotation: { status: 'DISABLED' },
};

export const withoutClient = (pool: UserPool): Scope => ({ pool, client: noClient });

export function poolOf({ state }: Context, input: JsonObject): UserPool {
  const { UserPoolId } = readTexts(input, { UserPoolId: rules.userPoolId });
  const pool = getOwn(state.pools, UserPoolId);
  if (pool) return pool;
  throw new ServiceError('ResourceNotFoundException', `User pool ${UserPoolId} does not exist.`);
}

/** Finds the pool, and the user by user name, `sub` or alias. */
export function userOf(context: Context, input: JsonObject): { pool: UserPool; user: User } {
  const { Username } = readTexts(input, { UserPoolId: rules.userPoolId, Username: rules.username });
  const pool = poolOf(context, input);
  const user = findUser(pool, Username) ?? userBySub(pool, Username);
  if (!user) throw userNotFound();
  return { pool, user };
}
