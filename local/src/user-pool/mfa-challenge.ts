/** The answer to SOFTWARE_TOKEN_MFA. */
import type { JsonObject } from '../json-service.ts';
import { ServiceError } from '../service-error.ts';
import { readChallenge } from './challenges.ts';
import { checkSecretHash } from './clients.ts';
import type { Context, Scope } from './context.ts';
import { requireParameter } from './input.ts';
import { signIn } from './tokens.ts';
import { softwareTokenUsed, totpStep } from './totp.ts';

export async function answerSoftwareToken(
  context: Context,
  scope: Scope,
  responses: ReadonlyMap<string, string>,
  session: string | undefined,
): Promise<JsonObject> {
  const username = requireParameter(responses, 'USERNAME');
  const code = requireParameter(responses, 'SOFTWARE_TOKEN_MFA_CODE');
  await checkSecretHash(scope.client, username, responses.get('SECRET_HASH'));
  const { challenge, user } = await readChallenge(context, scope, 'SOFTWARE_TOKEN_MFA', session, username);
  if (!user.totp) {
    throw new ServiceError(
      'SoftwareTokenMFANotFoundException',
      'Software token MFA is not set up for the user.',
    );
  }
  const step = totpStep(user.totp.secret, code, context.world.now());
  if (step === undefined) {
    challenge.wrongAnswers += 1;
    throw new ServiceError('CodeMismatchException', 'Invalid code received for user');
  }
  if (step <= user.totp.lastStep) {
    challenge.wrongAnswers += 1;
    throw softwareTokenUsed();
  }
  user.totp.lastStep = step;
  challenge.used = true;
  return signIn(context, scope, user);
}
