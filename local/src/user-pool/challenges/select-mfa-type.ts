/** Answers SELECT_MFA_TYPE with one of the offered methods. */
import type { Answered } from './answer.ts';
import type { JsonObject } from '../../protocol/json-service.ts';
import type { Context, Scope } from '../context.ts';
import { invalidParameter, requireParameter } from '../input.ts';
import { askFor } from '../sign-in/mfa-step.ts';
import { readChallenge } from '../sign-in/challenge-tokens.ts';
import { spendChallenge } from './spend-challenge.ts';
import { canUseMfa } from '../users/mfa.ts';

export async function answerSelectMfaType(
  context: Context,
  scope: Scope,
  { username, responses, challengeToken }: Answered,
): Promise<JsonObject> {
  const answer = requireParameter(responses, 'ANSWER');
  const { challenge, user } = await readChallenge(
    context,
    scope,
    'SELECT_MFA_TYPE',
    challengeToken,
    username,
  );
  const method = challenge.details.offered.find((offered) => offered === answer);
  if (!method || !canUseMfa(user, method)) {
    throw invalidParameter(`${answer} is none of ${challenge.details.offered.join(', ')}.`);
  }
  const next = await askFor[method](context, scope, user, challenge.progress);
  spendChallenge(context, scope, challenge, user, responses);
  return next;
}
