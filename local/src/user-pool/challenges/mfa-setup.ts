/**
 * The answer to MFA_SETUP: an app that VerifySoftwareToken has verified with the Session, or an address, which gets a
 * code then.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html
 */
import type { Answered } from './answer.ts';
import type { JsonObject } from '../../protocol/json-service.ts';
import type { Context, Scope } from '../context.ts';
import { invalidParameter, requireParameter } from '../input.ts';
import { sendSignInCode } from '../sign-in/sign-in-codes.ts';
import { mfaMethodsOf } from '../sign-in/mfa-methods.ts';
import { afterFirstFactor } from '../sign-in/next-step.ts';
import { prove, withRound } from '../sign-in/progress.ts';
import { openChallenge, readChallenge, challengeTokenUsed } from '../sign-in/challenge-tokens.ts';
import type { Challenge, MfaMethod, User } from '../state.ts';
import { refuseTakenAlias } from '../users/alias.ts';
import { checkValue } from '../users/schema.ts';
import { spendChallenge } from './spend-challenge.ts';

/** (?) The developer guide knows the app only; clients send EMAIL, and a phone number is taken in the same way. */
const ADDRESSES = [
  { parameter: 'EMAIL', method: 'EMAIL_OTP', contact: 'email' },
  { parameter: 'PHONE_NUMBER', method: 'SMS_MFA', contact: 'phone_number' },
] as const;

/** Sends a code to an address that is written down only once the code is entered. */
async function askForCode(
  context: Context,
  scope: Scope,
  { challenge, user }: { challenge: Challenge<'MFA_SETUP'>; user: User },
  { method, contact }: (typeof ADDRESSES)[number],
  address: string,
): Promise<JsonObject> {
  const { progress } = challenge;
  checkValue(scope.pool, contact, address);
  refuseTakenAlias(scope.pool, user, contact, address);
  const { sent, parameters } = await sendSignInCode(context, scope, user, progress, {
    contact,
    address,
    digits: 6,
  });
  return {
    ChallengeName: method,
    Session: await openChallenge(context, scope, user, method, { ...sent, as: 'setup' }, progress),
    ChallengeParameters: { ...parameters, USER_ID_FOR_SRP: user.username },
  };
}

export async function answerMfaSetup(
  context: Context,
  scope: Scope,
  { username, responses, challengeToken }: Answered,
): Promise<JsonObject> {
  const found = await readChallenge(context, scope, 'MFA_SETUP', challengeToken, username);
  const { challenge, user } = found;
  const { offered, verified } = challenge.details;
  if (verified) {
    const round = { challengeName: 'SOFTWARE_TOKEN_MFA', challengeResult: true };
    const progress = prove(spendChallenge(context, scope, challenge, user, responses), 'totp');
    return afterFirstFactor(context, scope, user, withRound(progress, round));
  }
  // Set up in another Session meanwhile: whoever has this one has to prove that factor.
  if (mfaMethodsOf(scope.pool, user).length > 0) throw challengeTokenUsed();
  const address = ADDRESSES.find(({ parameter }) => responses.get(parameter));
  const methods: readonly MfaMethod[] = offered;
  if (!address || !methods.includes(address.method)) {
    throw invalidParameter(
      'MFA_SETUP wants the Session of VerifySoftwareToken, or an EMAIL or PHONE_NUMBER where MFAS_CAN_SETUP has it.',
    );
  }
  const next = await askForCode(
    context,
    scope,
    found,
    address,
    requireParameter(responses, address.parameter),
  );
  spendChallenge(context, scope, challenge, user, responses);
  return next;
}
