/**
 * Adds users to groups, removes them, and lists the groups of a user and the users of a group.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminAddUserToGroup.html
 */
import { peek } from '../../../lib/watched.ts';
import type { Operation } from '../../context.ts';
import { nextToken, pageOf } from '../../paging.ts';
import { userKey } from '../../users/users.ts';
import { groupOf, groupType, readPage } from './groups.ts';
import { userOf } from './pool-and-user.ts';
import { userType } from './user-description.ts';

/** Succeeds for a user who is in the group already. */
export const adminAddUserToGroup: Operation = async (context, input) => {
  const { user } = userOf(context, input);
  const { name } = groupOf(context, input);
  if (!user.groups.includes(name)) user.groups = [...user.groups, name];
  user.updatedAt = context.platform.now();
  return {};
};

export const adminRemoveUserFromGroup: Operation = async (context, input) => {
  const { user } = userOf(context, input);
  const { name } = groupOf(context, input);
  user.groups = user.groups.filter((other) => other !== name);
  user.updatedAt = context.platform.now();
  return {};
};

export const adminListGroupsForUser: Operation = async (context, input) => {
  const { pool, user } = userOf(context, input);
  const page = pageOf(user.groups, (name) => name, readPage(input));
  return {
    Groups: page.items.map((name) => groupType(pool, name, pool.groups[name] ?? {})),
    ...nextToken('NextToken', page),
  };
};

export const listUsersInGroup: Operation = async (context, input) => {
  const { pool, name } = groupOf(context, input);
  const members = Object.values(peek(pool.users)).filter(({ groups }) => groups.includes(name));
  const page = pageOf(members, ({ username }) => userKey(username), readPage(input));
  return { Users: page.items.map((user) => userType(user)), ...nextToken('NextToken', page) };
};
