/** Maps an error code to the fields that may be at fault, since Cognito's replies do not name the field. */
import type { CognitoError } from '../errors.ts';
import { codeOf, entryOf } from './error-text.ts';

const password = ['newPassword', 'password'];
const code = ['code'];

/** Field names in the order of preference; a form has one of them, or none. */
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

/** Returns the names of the fields that `error` may be about: the error's own `field`, or those of its code. */
export function fieldsAtFault(error: CognitoError | undefined): readonly string[] {
  if (!error) return [];
  if (error.field !== undefined) return [error.field];
  return entryOf(fields, codeOf(error)) ?? [];
}
