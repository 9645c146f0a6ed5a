/** Passwords in clear, over TLS: USER_PASSWORD_AUTH, and PASSWORD in USER_AUTH. */
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
import type { Applicant } from './custom-challenges.ts';
import { identify, type StartRequest } from './identify.ts';
import { afterPassword } from './next-step.ts';
import { begin, prove } from './progress.ts';
import { userNotConfirmed } from '../users/refusals.ts';

/** Throws unless it is the user's, and always for a name that nobody has. */
export async function checkPasswordOf(
  context: Context,
  { pool }: Scope,
  { name, user }: Applicant,
  password: string,
): Promise<User> {
  const now = context.platform.now();
  const attempts = attemptKey(user, name);
  refuseWhenLocked(pool, attempts, now);
  // As much arithmetic for somebody who has no password, so that the time tells nothing.
  if (!user?.password) await makePassword(pool, name, password, context.platform);
  if (!user || !(await isPasswordOf(pool, user, password))) {
    context.platform.print(
      `The password of ${name}: ${user ? (user.password ? 'not the right one' : 'there is none') : 'nobody has that name'}`,
    );
    countWrongPassword(pool, attempts, now);
    const { unconfirmedWithWrongPassword: answer } = pool;
    const tells = user?.status === 'UNCONFIRMED' && answer === 'UserNotConfirmedException';
    throw tells ? userNotConfirmed() : wrongPassword();
  }
  forgetWrongPasswords(pool, attempts);
  await refuseCompromised(context, pool, user, password);
  return user;
}

/** Asks the migration trigger, as seldom as a password may be tried. */
export const migration =
  (context: Context, scope: Scope, password: string, { validationData }: StartRequest) =>
  async (name: string): Promise<User | undefined> => {
    const { pool } = scope;
    if (!context.triggers[pool.id]?.UserMigration) return undefined;
    const attempts = attemptKey(undefined, name);
    const now = context.platform.now();
    refuseWhenLocked(pool, attempts, now);
    // Before the answer: guesses that are made side by side are as many as those made one by one.
    countWrongPassword(pool, attempts, now);
    const user = await migrateUser(context, scope, {
      source: 'Authentication',
      username: name,
      password,
      validationData,
    });
    if (user) forgetWrongPasswords(pool, attempts);
    // Where it is not told that the name is nobody's, its password is refused and counted like everybody's.
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
  const applicant = await identify(context, scope, request, migration(context, scope, password, request));
  const user = await checkPasswordOf(context, scope, applicant, password);
  const progress = begin('USER_PASSWORD_AUTH', parameters.get('DEVICE_KEY'));
  return afterPassword(context, scope, user, prove(progress, 'pwd'));
}
