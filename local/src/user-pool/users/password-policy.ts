/**
 * Checks new passwords against the pool's policy.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
 */
import { ServiceError } from '../../protocol/service-error.ts';
import type { PasswordPolicy } from '../state.ts';

export const defaultPasswordPolicy: PasswordPolicy = {
  minimumLength: 8,
  requireNumbers: true,
  requireUppercase: true,
  requireLowercase: true,
  requireSymbols: true,
};

/**
 * Not documented by AWS. Published captures also show "does not conform to policy", so clients may rely on the rest
 * only.
 */
const PREFIX = 'Password did not conform with policy: ';

/** AWS's list of symbols. A space counts only inside a password, which the parameter's pattern guarantees. */
const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/**
 * Checks a password against the policy.
 * @throws {ServiceError} InvalidPasswordException with the first broken rule
 */
export function checkPassword(policy: PasswordPolicy, password: string): void {
  const broken =
    (password.length < policy.minimumLength && 'Password not long enough') ||
    (policy.requireNumbers && !/\d/.test(password) && 'Password must have numeric characters') ||
    (policy.requireUppercase && !/[A-Z]/.test(password) && 'Password must have uppercase characters') ||
    (policy.requireLowercase && !/[a-z]/.test(password) && 'Password must have lowercase characters') ||
    (policy.requireSymbols && !SYMBOL.test(password) && 'Password must have symbol characters');
  if (broken) throw new ServiceError('InvalidPasswordException', PREFIX + broken);
}
