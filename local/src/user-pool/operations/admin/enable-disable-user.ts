/**
 * Enables or disables a user.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html
 */
import type { Operation } from '../../context.ts';
import { revokeUser } from '../../tokens/revocation.ts';
import { userOf } from './pool-and-user.ts';

/** Disables the user and ends all sign-ins. Their refresh tokens stay invalid after the user is enabled again. */
export const adminDisableUser: Operation = async (context, input) => {
  const { pool, user } = userOf(context, input);
  user.enabled = false;
  user.updatedAt = context.platform.now();
  revokeUser(pool, user);
  return {};
};

export const adminEnableUser: Operation = async (context, input) => {
  const { user } = userOf(context, input);
  user.enabled = true;
  user.updatedAt = context.platform.now();
  return {};
};
