/** Passwords in clear: USER_PASSWORD_AUTH, PASSWORD in USER_AUTH, and ADMIN_USER_PASSWORD_AUTH. */
import type { JsonObject } from '../../protocol/json-service.ts';
import type { Context, Scope } from '../context.ts';
import { requireParameter } from '../input.ts';
import type { User } from '../state.ts';
import { refuseCompromised } from '../users/compromised-passwords.ts';
import { hidesExistence, wrongPassword } from '../users/existence.ts';
import { migrateUser } from '../users/migrate-user.ts';
import { isPasswordOf, makePassword } from '../users/passwords.ts';
import { attemptKey } from '../users/users.ts';
import {
  countWrongPassword,
  forgetWrongPasswords,
  refuseWhenLocked,
  takeBackWrongPassword,
} from '../attempts.ts';
import { identify, type NamedUser, type StartRequest } from './identify.ts';
import { afterPassword } from './next-step.ts';
import { begin, prove } from './progress.ts';
import { userNotConfirmed } from '../users/refusals.ts';

/**
 * Checks the password of a user, and counts a wrong one.
 * @throws {ServiceError} NotAuthorizedException for a wrong password and for a name that no user has
 */
export async function checkPasswordOf(
  context: Context,
  { pool }: Scope,
  { name, user }: NamedUser,
  password: string,
): Promise<User> {
  const now = context.platform.now();
  const attempts = attemptKey(user, name);
  refuseWhenLocked(pool, attempts, now);
  // Does the same arithmetic for a user without a password, so that the duration shows nothing.
  if (!user?.password) await makePassword(pool, name, password, context.platform);
  if (!user || !(await isPasswordOf(pool, user, password))) {
    context.platform.print(
      `The password of ${name}: ${user ? (user.password ? 'wrong' : 'the user has none') : 'no user has that name'}`,
    );
    countWrongPassword(pool, attempts, now);
    const { unconfirmedWithWrongPassword: answer } = pool;
    const isDisclosed = user?.status === 'UNCONFIRMED' && answer === 'UserNotConfirmedException';
    throw isDisclosed ? userNotConfirmed() : wrongPassword();
  }
  forgetWrongPasswords(pool, attempts);
  await refuseCompromised(context, pool, user, password);
  return user;
}

/** Returns a function that runs the UserMigration trigger. Each run counts as one attempt at the password. */
export const migration =
  (context: Context, scope: Scope, password: string, { validationData }: StartRequest) =>
  async (name: string): Promise<User | undefined> => {
    const { pool } = scope;
    if (!context.triggers[pool.id]?.UserMigration) return undefined;
    const attempts = attemptKey(undefined, name);
    const now = context.platform.now();
    refuseWhenLocked(pool, attempts, now);
    // Counts before the trigger runs, so that concurrent attempts count like consecutive ones.
    countWrongPassword(pool, attempts, now);
    const user = await migrateUser(context, scope, {
      source: 'Authentication',
      username: name,
      password,
      validationData,
    });
    if (user) forgetWrongPasswords(pool, attempts);
    // If the client hides existence, the password check that follows counts this attempt, so take the count back.
    else if (hidesExistence(scope)) takeBackWrongPassword(pool, attempts);
    return user;
  };

export async function passwordAuth(
  context: Context,
  scope: Scope,
  request: StartRequest,
): Promise<JsonObject> {
  const { parameters } = request;
  requireParameter(parameters, 'USERNAME');
  const password = requireParameter(parameters, 'PASSWORD');
  const named = await identify(context, scope, request, migration(context, scope, password, request));
  const user = await checkPasswordOf(context, scope, named, password);
  const progress = begin('USER_PASSWORD_AUTH', parameters.get('DEVICE_KEY'));
  return afterPassword(context, scope, user, prove(progress, 'pwd'));
}
