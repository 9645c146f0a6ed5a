/**
 * Lets a user in or keeps one out.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html
 */
import type { Operation } from '../../context.ts';
import { revokeUser } from '../../tokens/revocation.ts';
import { userOf } from './pool-and-user.ts';

/** It ends the user's sign-ins too: refresh tokens work no more, not even once the user is enabled again. */
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
