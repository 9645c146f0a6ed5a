/**
 * Signs in right after ConfirmSignUp, with the challenge token that it returned. The token counts as proof of the code
 * that was just entered, if codes to that address are a first factor of the user.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html#amazon-cognito-user-pools-authentication-flow-methods-passwordless
 */
import type { JsonObject } from '../../protocol/json-service.ts';
import { checkSecretHash } from '../clients.ts';
import type { Context, Scope } from '../context.ts';
import { deviceStep, refuseUnknownDevice } from './device-step.ts';
import type { FirstFactor, Proof, User, UserPool } from '../state.ts';
import { completeSignIn } from './complete.ts';
import { firstFactorsOf } from './first-factors.ts';
import { preAuthentication, type StartRequest } from './identify.ts';
import { prove, withDevice } from './progress.ts';
import { invalidChallengeToken, readChallengeByToken } from './challenge-tokens.ts';
import { findUser } from '../users/users.ts';

/** Returns the factor that the confirmation proved; undefined for a user whom a trigger confirmed. */
function proofOf(pool: UserPool, user: User): Proof | undefined {
  const factors: readonly FirstFactor[] = firstFactorsOf(pool, user);
  if (factors.includes('EMAIL_OTP') && user.attributes['email_verified'] === 'true') return 'email';
  if (factors.includes('SMS_OTP') && user.attributes['phone_number_verified'] === 'true') return 'sms';
  return undefined;
}

/** Returns tokens or the next challenge; undefined if the confirmation proved no first factor of the user. */
export async function confirmedSignUp(
  context: Context,
  { pool, client }: Scope,
  request: StartRequest & { challengeToken: string },
): Promise<JsonObject | undefined> {
  const { parameters, challengeToken } = request;
  const { scope, challenge, user } = await readChallengeByToken(context, 'CONFIRMED_SIGN_UP', challengeToken);
  if (scope.pool !== pool || scope.client !== client) throw invalidChallengeToken();
  const name = parameters.get('USERNAME');
  if (name !== undefined && findUser(pool, name) !== user) throw invalidChallengeToken();
  await checkSecretHash(client, name ?? user.username, parameters.get('SECRET_HASH'));
  const proof = proofOf(pool, user);
  if (!proof) return undefined;
  await preAuthentication(context, scope, { name: user.username, user }, request);
  const progress = prove(withDevice(challenge.progress, parameters), proof);
  refuseUnknownDevice(context, scope, user, challenge, progress.deviceKey);
  challenge.used = true;
  return (await deviceStep(context, scope, user, progress)) ?? completeSignIn(context, scope, user, progress);
}
