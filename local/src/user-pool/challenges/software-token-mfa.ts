/** Answers SOFTWARE_TOKEN_MFA with a code of the user's authenticator app. */
import type { Answered } from './answer.ts';
import type { JsonObject } from '../../protocol/json-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Context, Scope } from '../context.ts';
import { requireParameter } from '../input.ts';
import { countWrongPassword, forgetWrongPasswords, refuseWhenLocked } from '../attempts.ts';
import { codeAttempts } from '../sign-in/sign-in-codes.ts';
import { afterFirstFactor } from '../sign-in/next-step.ts';
import { prove, withRound } from '../sign-in/progress.ts';
import { readChallenge } from '../sign-in/challenge-tokens.ts';
import { softwareTokenUsed, totpStep } from '../users/totp.ts';
import { spendChallenge } from './spend-challenge.ts';

export async function answerSoftwareToken(
  context: Context,
  scope: Scope,
  { username, responses, challengeToken }: Answered,
): Promise<JsonObject> {
  const code = requireParameter(responses, 'SOFTWARE_TOKEN_MFA_CODE');
  const { challenge, user } = await readChallenge(
    context,
    scope,
    'SOFTWARE_TOKEN_MFA',
    challengeToken,
    username,
  );
  if (!user.totp) {
    throw new ServiceError(
      'SoftwareTokenMFANotFoundException',
      'Software token MFA is not set up for the user.',
    );
  }
  const now = context.platform.now();
  const attempts = codeAttempts(user.username);
  refuseWhenLocked(scope.pool, attempts, now);
  const step = totpStep(user.totp.secret, code, now);
  if (step === undefined) {
    challenge.wrongAnswers += 1;
    countWrongPassword(scope.pool, attempts, now);
    throw new ServiceError('CodeMismatchException', 'Invalid code received for user');
  }
  if (step <= user.totp.lastStep) {
    challenge.wrongAnswers += 1;
    throw softwareTokenUsed();
  }
  const progress = spendChallenge(context, scope, challenge, user, responses);
  user.totp.lastStep = step;
  forgetWrongPasswords(scope.pool, attempts);
  const round = { challengeName: 'SOFTWARE_TOKEN_MFA', challengeResult: true };
  return afterFirstFactor(context, scope, user, withRound(prove(progress, 'totp'), round));
}
