/**
 * Creates, changes, deletes and lists the groups of a pool.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html
 */
import type { JsonObject } from '../../../protocol/json-service.ts';
import { getOwn, setOwn } from '../../../lib/own.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import type { Context, Operation } from '../../context.ts';
import { readTexts, rules } from '../../input.ts';
import { readInteger } from '../../input-types.ts';
import { nextToken, pageOf, pageToken, readLimit } from '../../paging.ts';
import type { Group, UserPool } from '../../state.ts';
import { poolOf } from './pool-and-user.ts';

const MAX_PER_PAGE = 60;
/** Constraints of a group's optional texts. */
const details = {
  Description: { optional: true, max: 2048 },
  RoleArn: {
    optional: true,
    min: 20,
    max: 2048,
    pattern: /^arn:[\w+=/,.@-]+:[\w+=/,.@-]+:[\w+=/,.@-]*:[0-9]+:[\w+=/,.@-]+$/,
  },
} as const;

export const groupType = ({ id }: UserPool, GroupName: string, group: Group) => ({
  GroupName,
  UserPoolId: id,
  ...(group.description !== undefined && { Description: group.description }),
  ...(group.roleArn !== undefined && { RoleArn: group.roleArn }),
  ...(group.precedence !== undefined && { Precedence: group.precedence }),
  LastModifiedDate: (group.updatedAt ?? 0) / 1000,
  CreationDate: (group.createdAt ?? 0) / 1000,
});

/** Finds the group of a request. Group names are case sensitive; user names are not. */
export function groupOf(context: Context, input: JsonObject) {
  const { GroupName } = readTexts(input, { GroupName: rules.groupName, UserPoolId: rules.userPoolId });
  const pool = poolOf(context, input);
  const group = getOwn(pool.groups, GroupName);
  if (!group) throw new ServiceError('ResourceNotFoundException', 'Group not found.');
  return { pool, name: GroupName, group };
}

function readDetails(input: JsonObject): Pick<Group, 'description' | 'precedence' | 'roleArn'> {
  const { Description, RoleArn } = readTexts(input, details);
  const precedence = readInteger(input, 'Precedence', { min: 0, max: 2_147_483_647 });
  return {
    ...(Description !== undefined && { description: Description }),
    ...(RoleArn !== undefined && { roleArn: RoleArn }),
    ...(precedence !== undefined && { precedence }),
  };
}

export const createGroup: Operation = async (context, input) => {
  const { GroupName } = readTexts(input, { GroupName: rules.groupName, UserPoolId: rules.userPoolId });
  const pool = poolOf(context, input);
  const now = context.platform.now();
  const group: Group = { ...readDetails(input), createdAt: now, updatedAt: now };
  if (getOwn(pool.groups, GroupName)) {
    throw new ServiceError('GroupExistsException', 'A group with the name already exists.');
  }
  setOwn(pool.groups, GroupName, group);
  return { Group: groupType(pool, GroupName, group) };
};

export const getGroup: Operation = async (context, input) => {
  const { pool, name, group } = groupOf(context, input);
  return { Group: groupType(pool, name, group) };
};

/** Changes the fields that the request contains, and leaves the others unchanged. */
export const updateGroup: Operation = async (context, input) => {
  const { pool, name, group } = groupOf(context, input);
  Object.assign(group, readDetails(input), { updatedAt: context.platform.now() });
  return { Group: groupType(pool, name, group) };
};

export const deleteGroup: Operation = async (context, input) => {
  const { pool, name } = groupOf(context, input);
  Reflect.deleteProperty(pool.groups, name);
  for (const user of Object.values(pool.users)) {
    if (user.groups.includes(name)) user.groups = user.groups.filter((other) => other !== name);
  }
  return {};
};

/** Reads Limit and NextToken, which the lists of groups and of group members share. */
export function readPage(input: JsonObject): { limit: number; token: string | undefined } {
  const { NextToken } = readTexts(input, { NextToken: pageToken });
  return { limit: readLimit(input, 'Limit', MAX_PER_PAGE), token: NextToken };
}

export const listGroups: Operation = async (context, input) => {
  const pool = poolOf(context, input);
  const page = pageOf(Object.entries(pool.groups), ([name]) => name, readPage(input));
  return {
    Groups: page.items.map(([name, group]) => groupType(pool, name, group)),
    ...nextToken('NextToken', page),
  };
};
