/**
 * The authentication methods (`amr`) of a login, which trust policies and tokens contain.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
import { listOf } from '../iam/conditions.ts';
import type { Verified } from './logins.ts';
import { findProvider } from './provider.ts';
import type { IdentityPool, Login } from './state.ts';

/**
 * Returns the part between provider and subject. Not documented by AWS; taken from published tokens of user pools,
 * developer providers and public providers.
 */
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

/** Returns the methods of all logins. An OpenID token sent as a login adds those in its own `amr`. */
export const amrOf = (pool: IdentityPool, { logins, proof }: Verified): string[] => {
  if (logins.length === 0 && !proof) return ['unauthenticated'];
  const proven = listOf(proof?.['amr'] ?? []).filter((one): one is string => typeof one === 'string');
  return [...new Set([...proven, ...amrOfLogins(pool, logins)])];
};
