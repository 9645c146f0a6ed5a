/** Answers NEW_PASSWORD_REQUIRED: replaces the administrator's temporary password by the user's own. */
import type { Answered } from './answer.ts';
import type { JsonObject } from '../../protocol/json-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { readChallengeAttributes, writeAttributes } from '../users/attributes.ts';
import { requireAttributes } from '../users/schema.ts';
import { readChallenge, challengeTokenUsed } from '../sign-in/challenge-tokens.ts';
import type { Context, Scope } from '../context.ts';
import { requireParameter } from '../input.ts';
import { afterFirstFactor } from '../sign-in/next-step.ts';
import { checkNewPassword, makePassword } from '../users/passwords.ts';
import type { User, UserPool } from '../state.ts';
import { spendChallenge } from './spend-challenge.ts';

/**
 * Refuses to change a required attribute that the user has already: only UpdateUserAttributes may. Not documented by
 * AWS; the text was observed in reports of clients.
 */
function refuseKnown(pool: UserPool, user: User, attributes: ReadonlyMap<string, string>): void {
  const known = pool.requiredAttributes.find((name) => attributes.has(name) && user.attributes[name]);
  if (known === undefined) return;
  throw new ServiceError('NotAuthorizedException', `Cannot modify an already provided ${known}`);
}

export async function answerNewPassword(
  context: Context,
  scope: Scope,
  { username, responses, challengeToken }: Answered,
): Promise<JsonObject> {
  const { pool } = scope;
  const password = requireParameter(responses, 'NEW_PASSWORD');
  const { challenge, user } = await readChallenge(
    context,
    scope,
    'NEW_PASSWORD_REQUIRED',
    challengeToken,
    username,
  );
  // Refuses a second answer: the temporary password that opened this challenge was replaced already.
  if (user.status !== 'FORCE_CHANGE_PASSWORD') throw challengeTokenUsed();
  await checkNewPassword(context, pool, password);
  const attributes = readChallengeAttributes(scope, responses, user);
  refuseKnown(pool, user, attributes);
  requireAttributes(pool.requiredAttributes, new Map([...Object.entries(user.attributes), ...attributes]));

  const progress = spendChallenge(context, scope, challenge, user, responses);
  user.password = await makePassword(pool, user.username, password, context.platform);
  user.status = 'CONFIRMED';
  writeAttributes(user, attributes);
  return afterFirstFactor(context, scope, user, { ...progress, newPassword: 'chosen' });
}
