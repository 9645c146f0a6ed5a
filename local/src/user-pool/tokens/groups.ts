/** What a user's groups add to the tokens: their names, and in the ID token their roles with the preferred one. */
import type { User, UserPool } from '../state.ts';

export function groupClaims(pool: UserPool, user: User) {
  if (user.groups.length === 0) return { access: {}, id: {} };
  const access = { 'cognito:groups': user.groups };
  const withRole = user.groups.flatMap((name) => {
    const { roleArn, precedence = Number.POSITIVE_INFINITY } = pool.groups[name] ?? {};
    return roleArn === undefined ? [] : [{ roleArn, precedence }];
  });
  if (withRole.length === 0) return { access, id: access };
  const lowest = Math.min(...withRole.map(({ precedence }) => precedence));
  const preferred = new Set(
    withRole.filter(({ precedence }) => precedence === lowest).map(({ roleArn }) => roleArn),
  );
  const [role] = preferred;
  return {
    access,
    id: {
      ...access,
      'cognito:roles': [...new Set(withRole.map(({ roleArn }) => roleArn))],
      // Two roles of one precedence: AWS prefers neither and leaves the claim out.
      ...(preferred.size === 1 && { 'cognito:preferred_role': role }),
    },
  };
}
