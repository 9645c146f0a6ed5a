/**
 * Refuses passwords that are known to have leaked: those of a small list, and those that the app's own check reports.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-compromised-credentials.html
 */
import { ServiceError } from '../../protocol/service-error.ts';
import type { Context } from '../context.ts';
import { passwordResetRequired } from './refusals.ts';
import type { User, UserPool } from '../state.ts';

/** Entries of nearly every list of leaked passwords, in lower case. Most of them satisfy the default policy. */
const LEAKED = new Set([
  '12345678',
  '123456789',
  'password',
  'password1',
  'password1!',
  'password123',
  'password123!',
  'p@ssw0rd',
  'p@ssw0rd1',
  'p@ssw0rd123',
  'p@ssword1',
  'passw0rd!',
  'qwerty123',
  'qwerty123!',
  'qwerty1!',
  'qwertyuiop',
  'abc123456!',
  'abcd1234!',
  'abc12345!',
  'admin123!',
  'admin@123',
  'welcome1!',
  'welcome123!',
  'letmein1!',
  'iloveyou1!',
  'changeme1!',
  'monkey123!',
  'dragon123!',
  'football1!',
  'summer2024!',
  'winter2024!',
  'test1234!',
]);

/** Checks whether a password has leaked. Returns false in a pool that allows leaked passwords. */
export const isCompromised = async (
  { compromised }: Context,
  pool: UserPool,
  password: string,
): Promise<boolean> =>
  pool.compromisedPasswords === 'BLOCK' &&
  (LEAKED.has(password.toLowerCase()) || (await compromised?.(password)) === true);

/** Assumption: AWS does not document this text. */
const COMPROMISED = 'Provided password cannot be used for security reasons.';

export const compromisedPassword = (): ServiceError =>
  new ServiceError('InvalidPasswordException', COMPROMISED);

/**
 * Refuses a sign-in with a leaked password: the user has to reset it with a code first. Sign-ins by SRP are not checked,
 * since SRP does not show the password.
 * @throws {ServiceError} PasswordResetRequiredException
 */
export async function refuseCompromised(
  context: Context,
  pool: UserPool,
  user: User,
  password: string,
): Promise<void> {
  if (user.status !== 'CONFIRMED' || !(await isCompromised(context, pool, password))) return;
  user.status = 'RESET_REQUIRED';
  user.updatedAt = context.platform.now();
  context.platform.print(`${user.username} has to reset a password that is known to have leaked`);
  throw passwordResetRequired();
}
