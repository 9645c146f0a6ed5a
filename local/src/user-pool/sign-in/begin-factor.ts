/** Begins a first factor that was preferred or selected in USER_AUTH. */
import type { JsonObject } from '../../protocol/json-service.ts';
import { newCode } from '../codes/codes.ts';
import type { Context, Scope } from '../context.ts';
import { requireParameter } from '../input.ts';
import { openPasskeyChallenge } from './passkey-step.ts';
import { readPublic } from '../srp/exchange.ts';
import type { Contact, FirstFactor, SignInProgress } from '../state.ts';
import { hidesExistence, wrongPassword } from '../users/existence.ts';
import { countSending, deliveryParameters, sendSignInCode } from './sign-in-codes.ts';
import type { Applicant } from './custom-challenges.ts';
import { type Choice, choicesOf } from './first-factors.ts';
import { afterPassword } from './next-step.ts';
import { checkPasswordOf } from './password-auth.ts';
import { prove } from './progress.ts';
import { userDisabled } from '../users/refusals.ts';
import { openChallenge } from './challenge-tokens.ts';
import { openPasswordVerifier } from './srp-auth.ts';
import { madeUpDelivery } from './hidden-users.ts';

type Begin = (
  context: Context,
  scope: Scope,
  applicant: Applicant,
  progress: SignInProgress,
  /** Of InitiateAuth, or of the answer that selected it. */
  parameters: ReadonlyMap<string, string>,
) => Promise<JsonObject>;

/** With the password at hand it is checked at once. */
const password: Begin = async (context, scope, applicant, progress, parameters) => {
  if (parameters.get('PASSWORD')) {
    const user = await checkPasswordOf(context, scope, applicant, requireParameter(parameters, 'PASSWORD'));
    return afterPassword(context, scope, user, prove(progress, 'pwd'));
  }
  const who = applicant.user ?? { stranger: applicant.name };
  return {
    ChallengeName: 'PASSWORD',
    Session: await openChallenge(context, scope, who, 'PASSWORD', {}, progress),
    ChallengeParameters: {},
  };
};

const passwordSrp: Begin = async (context, scope, applicant, progress, parameters) => {
  const srpA = readPublic(requireParameter(parameters, 'SRP_A'));
  return openPasswordVerifier(context, scope, applicant, srpA, progress);
};

/** A delivery that looks like one, and a code that nobody gets. */
async function simulate(context: Context, scope: Scope, name: string, contact: Contact) {
  countSending(context, scope, name, 8);
  const delivery = await madeUpDelivery(scope.pool, name, contact);
  return {
    sent: { code: newCode(context.platform.random, 8), to: '' },
    parameters: deliveryParameters(delivery),
  };
}

const oneTimeCode =
  (step: 'EMAIL_OTP' | 'SMS_OTP', contact: Contact): Begin =>
  async (context, scope, { name, user }, progress) => {
    if (user?.enabled === false && !hidesExistence(scope)) throw userDisabled();
    const who = user?.enabled ? user : { stranger: name };
    const { sent, parameters } =
      'stranger' in who
        ? await simulate(context, scope, name, contact)
        : await sendSignInCode(context, scope, who, progress, { contact, digits: 8 });
    const Session =
      step === 'SMS_OTP'
        ? await openChallenge(context, scope, who, step, sent, progress)
        : await openChallenge(context, scope, who, step, { ...sent, as: 'first' }, progress);
    return { ChallengeName: step, Session, ChallengeParameters: parameters };
  };

const passkey: Begin = async (context, scope, { user }, progress) => {
  if (!user) throw wrongPassword();
  return openPasskeyChallenge(context, scope, user, progress);
};

export const beginFactor = {
  PASSWORD: password,
  PASSWORD_SRP: passwordSrp,
  EMAIL_OTP: oneTimeCode('EMAIL_OTP', 'email'),
  SMS_OTP: oneTimeCode('SMS_OTP', 'phone_number'),
  WEB_AUTHN: passkey,
} satisfies Record<Choice, Begin>;

/** The choice is the person's. */
export async function offer(
  context: Context,
  scope: Scope,
  { name, user }: Applicant,
  offered: readonly FirstFactor[],
  progress: SignInProgress,
): Promise<JsonObject> {
  const who = user ?? { stranger: name };
  return {
    ChallengeName: 'SELECT_CHALLENGE',
    Session: await openChallenge(context, scope, who, 'SELECT_CHALLENGE', { offered }, progress),
    AvailableChallenges: choicesOf(offered),
    ChallengeParameters: {},
  };
}

/** The one that was asked for, if it is among those offered. */
export const chosen = (offered: readonly FirstFactor[], name: string | undefined): Choice | undefined =>
  choicesOf(offered).find((choice) => choice === name);
