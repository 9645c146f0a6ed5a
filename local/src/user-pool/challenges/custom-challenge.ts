/**
 * Answers CUSTOM_CHALLENGE: VerifyAuthChallengeResponse checks the answer, and DefineAuthChallenge decides the next step.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-verify-auth-challenge-response.html
 */
import type { Answered } from './answer.ts';
import type { JsonObject } from '../../protocol/json-service.ts';
import type { Context, Scope } from '../context.ts';
import { requireParameter } from '../input.ts';
import { callCustom, customRequest, nextRound } from '../sign-in/custom-challenges.ts';
import { withRound } from '../sign-in/progress.ts';
import { readAnyChallenge } from '../sign-in/challenge-tokens.ts';

export async function answerCustomChallenge(
  context: Context,
  scope: Scope,
  { username, responses, challengeToken }: Answered,
): Promise<JsonObject> {
  const challengeAnswer = requireParameter(responses, 'ANSWER');
  const { challenge, user, name } = await readAnyChallenge(
    context,
    scope,
    'CUSTOM_CHALLENGE',
    challengeToken,
    username,
  );
  const named = { name, user };
  const { privateParameters, metadata } = challenge.details;
  // Marks the token as used before the trigger runs, so that a concurrent second answer is refused. If the trigger
  // throws, the token becomes usable again.
  challenge.used = true;
  const { answerCorrect } = await callCustom(context, scope, named, 'VerifyAuthChallengeResponse', {
    request: {
      ...customRequest(scope, named, challenge.progress),
      privateChallengeParameters: privateParameters,
      challengeAnswer,
    },
    response: { answerCorrect: null },
  }).catch((error: unknown) => {
    challenge.used = false;
    throw error;
  });
  const round = {
    challengeName: 'CUSTOM_CHALLENGE',
    challengeResult: answerCorrect === true,
    ...(metadata !== undefined && { challengeMetadata: metadata }),
  };
  return nextRound(context, scope, named, withRound(challenge.progress, round));
}
