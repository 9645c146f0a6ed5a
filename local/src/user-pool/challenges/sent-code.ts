/** The answers with a code that was sent: EMAIL_OTP, SMS_OTP and SMS_MFA. */
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

/** How the code is used; SMS_OTP has one use only. */
const useOf = (challenge: Challenge<Step>): 'first' | 'mfa' | 'setup' =>
  challenge.step === 'SMS_OTP' ? 'first' : challenge.details.as;

/** The address is the user's by proof now, unless it has become somebody else's way to sign in. */
function verify(pool: UserPool, user: User, contact: Contact): void {
  const value = user.attributes[contact];
  const holder = value === undefined ? undefined : aliasHolder(pool, contact, value);
  if (!holder || holder === user) user.attributes[`${contact}_verified`] = 'true';
}

/** A new address and a second factor, both by one code. */
function setUp(pool: UserPool, user: User, contact: Contact, to: string, method: MfaMethod): void {
  const before = user.attributes[contact];
  user.attributes[contact] = to;
  try {
    takeAlias(pool, user, contact, false);
  } catch (error) {
    if (before === undefined) delete user.attributes[contact];
    else user.attributes[contact] = before;
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
    // A code says nothing of an address that it did not go to.
    if (use !== 'setup' && user.attributes[contact] !== challenge.details.to) throw challengeTokenExpired();
    // Set up in another Session meanwhile: whoever has this one has to prove that factor.
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
