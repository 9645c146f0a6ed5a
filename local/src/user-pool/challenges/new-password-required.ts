/** The answer to NEW_PASSWORD_REQUIRED: a password of one's own in place of the administrator's. */
import type { JsonObject } from '../../json-service.ts';
import { readChallengeAttributes, requireAttributes, writeAttributes } from '../users/attributes.ts';
import { readChallenge, sessionUsed } from '../sign-in/sessions.ts';
import { checkSecretHash } from '../clients.ts';
import type { Context, Scope } from '../context.ts';
import { requireParameter } from '../input.ts';
import { afterFirstFactor } from '../sign-in/next-step.ts';
import { checkNewPassword, makePassword } from '../users/passwords.ts';

export async function answerNewPassword(
  context: Context,
  scope: Scope,
  responses: ReadonlyMap<string, string>,
  session: string | undefined,
): Promise<JsonObject> {
  const { pool, client } = scope;
  const username = requireParameter(responses, 'USERNAME');
  const password = requireParameter(responses, 'NEW_PASSWORD');
  await checkSecretHash(client, username, responses.get('SECRET_HASH'));
  const { challenge, user } = await readChallenge(context, scope, 'NEW_PASSWORD_REQUIRED', session, username);
  // Another Session has been answered already: the temporary password that opened this one is no longer good.
  if (user.status !== 'FORCE_CHANGE_PASSWORD') throw sessionUsed();
  await checkNewPassword(context, pool, password);
  const attributes = readChallengeAttributes(scope, responses, user);
  requireAttributes(pool.requiredAttributes, new Map([...Object.entries(user.attributes), ...attributes]));

  challenge.used = true;
  user.password = await makePassword(pool, user.username, password, context.world);
  user.status = 'CONFIRMED';
  writeAttributes(user, attributes);
  return afterFirstFactor(context, scope, user, { ...challenge.progress, newPassword: 'chosen' });
}
