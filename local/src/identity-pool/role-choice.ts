/**
 * Which role an identity takes. For now the pool's defaults, and a role of the token's own that the client names.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
import { notAuthorized } from './context.ts';
import type { VerifiedLogin } from './logins.ts';
import type { IdentityPool } from './state.ts';

const rolesIn = (login: VerifiedLogin): readonly unknown[] => {
  const roles = login.claims['cognito:roles'];
  return Array.isArray(roles) ? roles : [];
};

/** The role's ARN; a role that may not be asked for is refused, and never replaced by another one. */
export const chooseRole = (
  pool: IdentityPool,
  logins: readonly VerifiedLogin[],
  customRoleArn: unknown,
): string | undefined => {
  if (typeof customRoleArn === 'string') {
    if (logins.some((login) => rolesIn(login).includes(customRoleArn))) return customRoleArn;
    throw notAuthorized(
      'Access to the custom role is forbidden: the token does not name it in cognito:roles.',
    );
  }
  return logins.length > 0 ? pool.roles.authenticated : pool.roles.unauthenticated;
};
