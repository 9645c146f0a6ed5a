/**
 * Who is in which group.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminAddUserToGroup.html
 */
import { peek } from '../../../lib/watched.ts';
import type { Operation } from '../../context.ts';
import { userKey } from '../../users/users.ts';
import { groupOf, groupType, readPage } from './groups.ts';
import { pageOf } from './pages.ts';
import { userOf } from './pool-and-user.ts';
import { userType } from './user-description.ts';

/** Once more is no mistake. */
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
  const { items, next } = pageOf(user.groups, (name) => name, readPage(input));
  return {
    Groups: items.map((name) => groupType(pool, name, pool.groups[name] ?? {})),
    ...(next !== undefined && { NextToken: next }),
  };
};

export const listUsersInGroup: Operation = async (context, input) => {
  const { pool, name } = groupOf(context, input);
  const members = Object.values(peek(pool.users)).filter(({ groups }) => groups.includes(name));
  const { items, next } = pageOf(members, ({ username }) => userKey(username), readPage(input));
  return {
    Users: items.map((user) => userType(user)),
    ...(next !== undefined && { NextToken: next }),
  };
};
