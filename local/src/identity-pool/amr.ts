/**
 * How somebody logged in, as trust policies and tokens see it.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
import { listOf } from '../iam/conditions.ts';
import type { Verified } from './logins.ts';
import { findProvider } from './provider.ts';
import type { IdentityPool, Login } from './state.ts';

/** (?) What stands between provider and subject, as published tokens show it: a user pool's, a developer's, the others'. */
const detail = (pool: IdentityPool, login: Login & { audience?: string | undefined }): string => {
  switch (findProvider(pool, login.providerName)?.kind) {
    case 'userPool':
      return 'CognitoSignIn';
    case 'developer':
      return pool.id;
    default:
      return login.audience ?? '';
  }
};

export const amrOfLogins = (
  pool: IdentityPool,
  logins: readonly (Login & { audience?: string | undefined })[],
): string[] => [
  'authenticated',
  ...logins.flatMap((login) => [
    login.providerName,
    `${login.providerName}:${detail(pool, login)}:${login.subject}`,
  ]),
];

/** An OpenID token that came as a login brings its own. */
export const amrOf = (pool: IdentityPool, { logins, proof }: Verified): string[] => {
  if (logins.length === 0 && !proof) return ['unauthenticated'];
  const proven = listOf(proof?.['amr'] ?? []).filter((one): one is string => typeof one === 'string');
  return [...new Set([...proven, ...amrOfLogins(pool, logins)])];
};
