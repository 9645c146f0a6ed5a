/** USER_PASSWORD_AUTH: the password in clear, over TLS, for clients that allow it. */
import type { JsonObject } from '../../json-service.ts';
import { countWrongPassword, forgetWrongPasswords, refuseWhenLocked } from './attempts.ts';
import { checkSecretHash } from '../clients.ts';
import type { Context, Scope } from '../context.ts';
import { hidesExistence, userNotFound, wrongPassword } from '../users/existence.ts';
import { requireParameter } from '../input.ts';
import { begin, prove } from './progress.ts';
import { afterPassword, userNotConfirmed } from './next-step.ts';
import { isPasswordOf, makePassword } from '../users/passwords.ts';
import { attemptKey, findUser } from '../users/users.ts';

export async function passwordAuth(
  context: Context,
  scope: Scope,
  parameters: ReadonlyMap<string, string>,
): Promise<JsonObject> {
  const { pool, client } = scope;
  const now = context.world.now();
  const name = requireParameter(parameters, 'USERNAME');
  const password = requireParameter(parameters, 'PASSWORD');
  await checkSecretHash(client, name, parameters.get('SECRET_HASH'));
  const user = findUser(pool, name);
  if (!user && !hidesExistence(scope)) throw userNotFound();
  const attempts = attemptKey(user, name);
  refuseWhenLocked(pool, attempts, now);
  // As much arithmetic for a user who does not exist, so that the time tells nothing.
  if (!user) await makePassword(pool, name, password, context.world);
  if (!user || !(await isPasswordOf(pool, user, password))) {
    countWrongPassword(pool, attempts, now);
    const { unconfirmedWithWrongPassword: answer } = pool;
    const tells = user?.status === 'UNCONFIRMED' && answer === 'UserNotConfirmedException';
    throw tells ? userNotConfirmed() : wrongPassword();
  }
  forgetWrongPasswords(pool, attempts);
  const progress = begin('USER_PASSWORD_AUTH', parameters.get('DEVICE_KEY'));
  return afterPassword(context, scope, user, prove(progress, 'pwd'));
}
