/**
 * Chooses the role of an identity: a role that the client names, one from its token, one from the pool's rules, or
 * the default.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
import { getOwn } from '../lib/own.ts';
import { notAuthorized } from './context.ts';
import type { VerifiedLogin } from './logins.ts';
import { settingFor } from './provider.ts';
import type { IdentityPool, RoleMapping, RoleRule } from './state.ts';

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html */
export const mostRules = 25;

/** Returns the roles of a token. User pools send a list; other providers may send a text with commas. */
const rolesIn = ({ claims }: VerifiedLogin): readonly unknown[] => {
  const roles = claims['cognito:roles'];
  return typeof roles === 'string' ? roles.split(/\s*,\s*/) : Array.isArray(roles) ? roles : [];
};

const matches: Record<RoleRule['matchType'], (claim: string, value: string) => boolean> = {
  Equals: (claim, value) => claim === value,
  NotEqual: (claim, value) => claim !== value,
  StartsWith: (claim, value) => claim.startsWith(value),
  Contains: (claim, value) => claim.includes(value),
};

/** Assumption: a claim with several values matches when one of them does; for NotEqual, when all do. */
const ruleFits = ({ claim, matchType, value }: RoleRule, { claims }: VerifiedLogin): boolean => {
  const claimValue = getOwn(claims, claim);
  // A rule about an absent claim never matches, not even with NotEqual.
  if (claimValue === undefined || claimValue === null) return false;
  const values = (Array.isArray(claimValue) ? claimValue : [claimValue]).map(String);
  const fits = (one: string) => matches[matchType](one, value);
  return matchType === 'NotEqual' ? values.every(fits) : values.some(fits);
};

const roleByMapping = (mapping: RoleMapping, login: VerifiedLogin): string | undefined => {
  if (mapping.type === 'Rules') {
    return mapping.rules.slice(0, mostRules).find((rule) => ruleFits(rule, login))?.roleArn;
  }
  const preferred = login.claims['cognito:preferred_role'];
  return typeof preferred === 'string' ? preferred : undefined;
};

/** Returns the ARN of the role. A role that the caller may not choose is refused and never replaced by another. */
export const chooseRole = (
  pool: IdentityPool,
  caller: { status: 'guest' } | { status: 'user'; logins: readonly VerifiedLogin[] },
  customRoleArn: string | undefined,
): string | undefined => {
  const logins = caller.status === 'user' ? caller.logins : [];
  if (customRoleArn !== undefined) {
    if (logins.some((login) => rolesIn(login).includes(customRoleArn))) return customRoleArn;
    throw notAuthorized(
      'Access to the custom role is forbidden: the token does not name it in cognito:roles.',
    );
  }
  if (caller.status === 'guest') return pool.roles.unauthenticated;
  // Assumption: of several logins, the first whose provider has a mapping decides.
  for (const login of logins) {
    const mapping = settingFor(pool.roleMappings, login);
    if (!mapping) continue;
    const role = roleByMapping(mapping.setting, login);
    if (role === undefined && mapping.setting.ambiguousRoleResolution === 'Deny') {
      throw notAuthorized(`The ambiguous role mapping rules for: ${mapping.name} denied this request.`);
    }
    return role ?? pool.roles.authenticated;
  }
  return pool.roles.authenticated;
};
