/**
 * Signs in straight after ConfirmSignUp: its Session stands for the code that was just entered, where that code's way
 * is a first factor of this user.
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
import { invalidSession, readSession } from './challenge-tokens.ts';
import { findUser } from '../users/users.ts';

/** What the confirmation proved; nothing for somebody whom a trigger confirmed. */
function proofOf(pool: UserPool, user: User): Proof | undefined {
  const factors: readonly FirstFactor[] = firstFactorsOf(pool, user);
  if (factors.includes('EMAIL_OTP') && user.attributes['email_verified'] === 'true') return 'email';
  if (factors.includes('SMS_OTP') && user.attributes['phone_number_verified'] === 'true') return 'sms';
  return undefined;
}

/** Undefined where the user has to sign in in another way; the Session is good for nothing else then. */
export async function confirmedSignUp(
  context: Context,
  { pool, client }: Scope,
  request: StartRequest & { session: string },
): Promise<JsonObject | undefined> {
  const { parameters, session } = request;
  const { scope, challenge, user } = await readSession(context, 'CONFIRMED_SIGN_UP', session);
  if (scope.pool !== pool || scope.client !== client) throw invalidSession();
  const name = parameters.get('USERNAME');
  if (name !== undefined && findUser(pool, name) !== user) throw invalidSession();
  await checkSecretHash(client, name ?? user.username, parameters.get('SECRET_HASH'));
  const proof = proofOf(pool, user);
  if (!proof) return undefined;
  await preAuthentication(context, scope, { name: user.username, user }, request);
  const progress = prove(withDevice(challenge.progress, parameters), proof);
  refuseUnknownDevice(context, scope, user, challenge, progress.deviceKey);
  challenge.used = true;
  return (await deviceStep(context, scope, user, progress)) ?? completeSignIn(context, scope, user, progress);
}
