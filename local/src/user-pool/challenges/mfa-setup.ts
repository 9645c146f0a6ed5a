/**
 * Answers MFA_SETUP: with an authenticator app that VerifySoftwareToken has verified, or with an address, which then
 * gets a code.
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

/**
 * Parameters that set up an address. Not documented by AWS: the developer guide mentions the app only, and clients send
 * EMAIL. Assumption: AWS accepts a phone number in the same way.
 */
const ADDRESSES = [
  { parameter: 'EMAIL', method: 'EMAIL_OTP', contact: 'email' },
  { parameter: 'PHONE_NUMBER', method: 'SMS_MFA', contact: 'phone_number' },
] as const;

/** Sends a code to the address, which becomes the user's attribute only after the code was entered. */
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
  const pending = await readChallenge(context, scope, 'MFA_SETUP', challengeToken, username);
  const { challenge, user } = pending;
  const { offered, verified } = challenge.details;
  if (verified) {
    const round = { challengeName: 'SOFTWARE_TOKEN_MFA', challengeResult: true };
    const progress = prove(spendChallenge(context, scope, challenge, user, responses), 'totp');
    return afterFirstFactor(context, scope, user, withRound(progress, round));
  }
  // If another sign-in has set up a method meanwhile, this one has to prove that method.
  if (mfaMethodsOf(scope.pool, user).length > 0) throw challengeTokenUsed();
  const address = ADDRESSES.find(({ parameter }) => responses.get(parameter));
  const methods: readonly MfaMethod[] = offered;
  if (!address || !methods.includes(address.method)) {
    throw invalidParameter(
      'MFA_SETUP needs the Session of VerifySoftwareToken, or an EMAIL or PHONE_NUMBER if MFAS_CAN_SETUP lists that method.',
    );
  }
  const next = await askForCode(
    context,
    scope,
    pending,
    address,
    requireParameter(responses, address.parameter),
  );
  spendChallenge(context, scope, challenge, user, responses);
  return next;
}
