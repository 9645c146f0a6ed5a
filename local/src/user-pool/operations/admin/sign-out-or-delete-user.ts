/**
 * Signs a user out everywhere, or deletes the user.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html
 */
import type { Operation } from '../../context.ts';
import { revokeUser } from '../../tokens/revocation.ts';
import { removeUser } from '../delete-user.ts';
import { userOf } from './pool-and-user.ts';

export const adminUserGlobalSignOut: Operation = async (context, input) => {
  const { pool, user } = userOf(context, input);
  revokeUser(pool, user);
  return {};
};

export const adminDeleteUser: Operation = async (context, input) => {
  const { pool, user } = userOf(context, input);
  removeUser(pool, user);
  return {};
};
