/** The claims of a user's groups: their names in both tokens, and their roles in the ID token. */
import { getOwn } from '../../lib/own.ts';
import type { User, UserPool } from '../state.ts';

export interface GroupConfiguration {
  groups: readonly string[];
  /** ARNs of the groups' roles. */
  roles: readonly string[];
  preferredRole?: string;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html */
export function groupsOf(pool: UserPool, user: User): GroupConfiguration {
  const withRole = user.groups.flatMap((name) => {
    const { roleArn, precedence = Number.POSITIVE_INFINITY } = getOwn(pool.groups, name) ?? {};
    return roleArn === undefined ? [] : [{ roleArn, precedence }];
  });
  const lowest = Math.min(...withRole.map(({ precedence }) => precedence));
  const preferred = new Set(
    withRole.filter(({ precedence }) => precedence === lowest).map(({ roleArn }) => roleArn),
  );
  const [role] = preferred;
  return {
    groups: user.groups,
    roles: [...new Set(withRole.map(({ roleArn }) => roleArn))],
    // AWS omits the claim if two roles share the lowest precedence.
    ...(role !== undefined && preferred.size === 1 && { preferredRole: role }),
  };
}

export function groupClaims({ groups, roles, preferredRole }: GroupConfiguration) {
  const access = { ...(groups.length > 0 && { 'cognito:groups': groups }) };
  return {
    access,
    id: {
      ...access,
      ...(roles.length > 0 && { 'cognito:roles': roles }),
      ...(preferredRole !== undefined && { 'cognito:preferred_role': preferredRole }),
    },
  };
}
