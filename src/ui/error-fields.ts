/** Which field a service's refusal is about, by its code: the service itself never says. */
import type { CognitoError } from '../errors.ts';
import { codeOf } from './error-text.ts';

const password = ['newPassword', 'password'];
const code = ['code'];

/** Names in the order of preference; a form has one of them, or none. */
const fields: Readonly<Record<string, readonly string[]>> = {
  AliasExistsException: ['email', 'phone_number', 'username'],
  CodeMismatchException: code,
  CompromisedPassword: password,
  EnableSoftwareTokenMFAException: code,
  ExpiredCodeException: code,
  InvalidPasswordException: password,
  NotAuthorizedException: ['password'],
  PasswordHistoryPolicyViolationException: password,
  UserNotFoundException: ['password', 'username'],
  UsernameExistsException: ['username'],
};

export function fieldsAtFault(error: CognitoError | undefined): readonly string[] {
  if (!error) return [];
  if (error.field !== undefined) return [error.field];
  const at = codeOf(error);
  return Object.hasOwn(fields, at) ? (fields[at] ?? []) : [];
}
