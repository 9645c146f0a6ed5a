/**
 * What a new password must have.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
 */
import { ServiceError } from '../../protocol/service-error.ts';

export interface PasswordPolicy {
  minimumLength: number;
  requireNumbers: boolean;
  requireUppercase: boolean;
  requireLowercase: boolean;
  requireSymbols: boolean;
}

export const defaultPasswordPolicy: PasswordPolicy = {
  minimumLength: 8,
  requireNumbers: true,
  requireUppercase: true,
  requireLowercase: true,
  requireSymbols: true,
};

/** (?) Captures show "does not conform to policy" as well; clients may rely on what follows it only. */
const PREFIX = 'Password did not conform with policy: ';

/** AWS's list; a space counts only in the middle, which the parameter's pattern sees to. */
const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/** Throws InvalidPasswordException with the first rule that is broken. */
export function checkPassword(policy: PasswordPolicy, password: string): void {
  const broken =
    (password.length < policy.minimumLength && 'Password not long enough') ||
    (policy.requireNumbers && !/\d/.test(password) && 'Password must have numeric characters') ||
    (policy.requireUppercase && !/[A-Z]/.test(password) && 'Password must have uppercase characters') ||
    (policy.requireLowercase && !/[a-z]/.test(password) && 'Password must have lowercase characters') ||
    (policy.requireSymbols && !SYMBOL.test(password) && 'Password must have symbol characters');
  if (broken) throw new ServiceError('InvalidPasswordException', PREFIX + broken);
}
