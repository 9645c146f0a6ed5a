/** The answer to SOFTWARE_TOKEN_MFA. */
import type { JsonObject } from '../../json-service.ts';
import { ServiceError } from '../../service-error.ts';
import { countWrongPassword, forgetWrongPasswords, refuseWhenLocked } from '../sign-in/attempts.ts';
import { prove } from '../sign-in/progress.ts';
import { readChallenge } from '../sign-in/sessions.ts';
import { checkSecretHash } from '../clients.ts';
import type { Context, Scope } from '../context.ts';
import { requireParameter } from '../input.ts';
import type { User } from '../state.ts';
import { signIn } from '../tokens/tokens.ts';
import { softwareTokenUsed, totpStep } from '../users/totp.ts';
import { userKey } from '../users/users.ts';

/**
 * (?) Wrong codes lock out as wrong passwords do, whatever Session they were for: whoever has the password could try
 * all codes in ever new Sessions. User names are counted in
 * lower case, so this is nobody's count of passwords.
 */
const totpAttempts = (user: User) => `${userKey(user.username)} TOTP`;

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
  const now = context.world.now();
  const attempts = totpAttempts(user);
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
  user.totp.lastStep = step;
  forgetWrongPasswords(scope.pool, attempts);
  challenge.used = true;
  return signIn(context, scope, user, prove(challenge.progress, 'totp'));
}
