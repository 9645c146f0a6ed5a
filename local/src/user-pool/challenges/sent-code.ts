/** Answers EMAIL_OTP, SMS_OTP and SMS_MFA with the code that was sent. */
import type { Answered } from './answer.ts';
import type { JsonObject } from '../../protocol/json-service.ts';
import type { Context, Scope } from '../context.ts';
import { requireParameter } from '../input.ts';
import { checkSentCode } from '../sign-in/sign-in-codes.ts';
import { mfaMethodsOf } from '../sign-in/mfa-methods.ts';
import { afterFirstFactor } from '../sign-in/next-step.ts';
import { prove, withRound } from '../sign-in/progress.ts';
import { readAnyChallenge, challengeTokenExpired, challengeTokenUsed } from '../sign-in/challenge-tokens.ts';
import type { Challenge, Contact, MfaMethod, User, UserPool } from '../state.ts';
import { takeAlias } from '../users/alias.ts';
import { aliasHolder } from '../users/users.ts';
import { spendChallenge } from './spend-challenge.ts';

type Step = 'EMAIL_OTP' | 'SMS_OTP' | 'SMS_MFA';

/** Returns the use of the code. SMS_OTP is always a first factor. */
const useOf = (challenge: Challenge<Step>): 'first' | 'mfa' | 'setup' =>
  challenge.step === 'SMS_OTP' ? 'first' : challenge.details.as;

/** Marks the address as verified, unless it has become an alias of another user. */
function verify(pool: UserPool, user: User, contact: Contact): void {
  const value = user.attributes[contact];
  const holder = value === undefined ? undefined : aliasHolder(pool, contact, value);
  if (!holder || holder === user) user.attributes[`${contact}_verified`] = 'true';
}

/** Stores the new address, marks it as verified and turns on its MFA method. */
function setUp(pool: UserPool, user: User, contact: Contact, to: string, method: MfaMethod): void {
  const previous = user.attributes[contact];
  user.attributes[contact] = to;
  try {
    takeAlias(pool, user, contact, false);
  } catch (error) {
    if (previous === undefined) delete user.attributes[contact];
    else user.attributes[contact] = previous;
    throw error;
  }
  user.attributes[`${contact}_verified`] = 'true';
  user.mfa = { ...user.mfa, enabled: [...new Set([...user.mfa.enabled, method])] };
}

const answerCode =
  (step: Step, parameter: string, contact: Contact) =>
  async (
    context: Context,
    scope: Scope,
    { username, responses, challengeToken }: Answered,
  ): Promise<JsonObject> => {
    const code = requireParameter(responses, parameter);
    const { challenge, user } = await readAnyChallenge<Step>(context, scope, step, challengeToken, username);
    checkSentCode(context, scope, challenge, user, code);
    const use = useOf(challenge);
    // If the user's address changed after the code was sent, the code proves nothing about the new address.
    if (use !== 'setup' && user.attributes[contact] !== challenge.details.to) throw challengeTokenExpired();
    // If another sign-in has set up a method meanwhile, this one has to prove that method.
    if (use === 'setup' && mfaMethodsOf(scope.pool, user).length > 0) throw challengeTokenUsed();
    const progress = spendChallenge(context, scope, challenge, user, responses);
    if (use === 'setup')
      setUp(scope.pool, user, contact, challenge.details.to, step === 'SMS_MFA' ? step : 'EMAIL_OTP');
    else verify(scope.pool, user, contact);
    if (use === 'first' && user.status === 'UNCONFIRMED') user.status = 'CONFIRMED';
    const proof = contact === 'email' ? 'email' : 'sms';
    const round = { challengeName: step, challengeResult: true };
    return afterFirstFactor(context, scope, user, withRound(prove(progress, proof), round));
  };

export const answerEmailCode = answerCode('EMAIL_OTP', 'EMAIL_OTP_CODE', 'email');
export const answerSmsCode = answerCode('SMS_OTP', 'SMS_OTP_CODE', 'phone_number');
export const answerSmsMfa = answerCode('SMS_MFA', 'SMS_MFA_CODE', 'phone_number');
