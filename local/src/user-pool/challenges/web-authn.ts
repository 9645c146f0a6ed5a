/** Answers WEB_AUTHN with the assertion of a passkey. */
import type { Answered } from './answer.ts';
import type { JsonObject } from '../../protocol/json-service.ts';
import type { Context, Scope } from '../context.ts';
import { requireParameter } from '../input.ts';
import { provePasskey } from '../passkeys/assertion.ts';
import { afterFirstFactor } from '../sign-in/next-step.ts';
import { prove } from '../sign-in/progress.ts';
import { readChallenge } from '../sign-in/challenge-tokens.ts';
import { spendChallenge } from './spend-challenge.ts';

export async function answerWebAuthn(
  context: Context,
  scope: Scope,
  { username, responses, challengeToken }: Answered,
): Promise<JsonObject> {
  const credential = requireParameter(responses, 'CREDENTIAL');
  const { challenge, user } = await readChallenge(context, scope, 'WEB_AUTHN', challengeToken, username);
  const { challenge: issued } = challenge.details;
  const { proof, passkey, counter } = await provePasskey(context, scope, user, issued, credential).catch(
    (error: unknown) => {
      challenge.wrongAnswers += 1;
      throw error;
    },
  );
  const progress = spendChallenge(context, scope, challenge, user, responses);
  passkey.counter = counter;
  return afterFirstFactor(context, scope, user, prove(progress, proof));
}
