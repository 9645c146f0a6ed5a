/** Begins the first factor that the client preferred or selected in USER_AUTH. */
import type { JsonObject } from '../../protocol/json-service.ts';
import { newCode } from '../codes/codes.ts';
import type { Context, Scope } from '../context.ts';
import { requireParameter } from '../input.ts';
import { readPublic } from '../srp/exchange.ts';
import type { Contact, FirstFactor, SignInProgress, User } from '../state.ts';
import { hidesExistence, wrongPassword } from '../users/existence.ts';
import { userDisabled } from '../users/refusals.ts';
import { type HiddenUser, openChallenge } from './challenge-tokens.ts';
import { type Choice, choicesOf } from './first-factors.ts';
import { fakeDeliveryTo } from './hidden-users.ts';
import type { NamedUser } from './identify.ts';
import { afterPassword } from './next-step.ts';
import { openPasskeyChallenge } from './passkey-step.ts';
import { checkPasswordOf } from './password-auth.ts';
import { prove } from './progress.ts';
import { countSending, deliveryParameters, sendSignInCode } from './sign-in-codes.ts';
import { openPasswordVerifier } from './srp-auth.ts';

type Begin = (
  context: Context,
  scope: Scope,
  named: NamedUser,
  progress: SignInProgress,
  /** AuthParameters of InitiateAuth, or ChallengeResponses of the answer that selected the factor. */
  parameters: ReadonlyMap<string, string>,
) => Promise<JsonObject>;

const userOrHidden = ({ name, user }: NamedUser): User | HiddenUser => user ?? { hiddenName: name };

/** Checks the password at once if the request contains one, else asks for it. */
const password: Begin = async (context, scope, named, progress, parameters) => {
  if (parameters.get('PASSWORD')) {
    const user = await checkPasswordOf(context, scope, named, requireParameter(parameters, 'PASSWORD'));
    return afterPassword(context, scope, user, prove(progress, 'pwd'));
  }
  return {
    ChallengeName: 'PASSWORD',
    Session: await openChallenge(context, scope, userOrHidden(named), 'PASSWORD', {}, progress),
    ChallengeParameters: {},
  };
};

const passwordSrp: Begin = async (context, scope, named, progress, parameters) => {
  const srpA = readPublic(requireParameter(parameters, 'SRP_A'));
  return openPasswordVerifier(context, scope, named, srpA, progress);
};

/** Makes up a delivery for a hidden user, with a code that is sent to no address. */
async function simulateSending(context: Context, scope: Scope, name: string, contact: Contact) {
  countSending(context, scope, name, 8);
  const delivery = await fakeDeliveryTo(scope.pool, name, contact);
  return {
    sent: { code: newCode(context.platform.random, 8), to: '' },
    parameters: deliveryParameters(delivery),
  };
}

const oneTimeCode =
  (step: 'EMAIL_OTP' | 'SMS_OTP', contact: Contact): Begin =>
  async (context, scope, { name, user }, progress) => {
    if (user?.enabled === false && !hidesExistence(scope)) throw userDisabled();
    const recipient = user?.enabled ? user : { hiddenName: name };
    const { sent, parameters } =
      'hiddenName' in recipient
        ? await simulateSending(context, scope, name, contact)
        : await sendSignInCode(context, scope, recipient, progress, { contact, digits: 8 });
    const Session =
      step === 'SMS_OTP'
        ? await openChallenge(context, scope, recipient, step, sent, progress)
        : await openChallenge(context, scope, recipient, step, { ...sent, as: 'first' }, progress);
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

/** Lets the user select one of several first factors. */
export async function offer(
  context: Context,
  scope: Scope,
  named: NamedUser,
  offered: readonly FirstFactor[],
  progress: SignInProgress,
): Promise<JsonObject> {
  const user = userOrHidden(named);
  return {
    ChallengeName: 'SELECT_CHALLENGE',
    Session: await openChallenge(context, scope, user, 'SELECT_CHALLENGE', { offered }, progress),
    AvailableChallenges: choicesOf(offered),
    ChallengeParameters: {},
  };
}

/** Returns the requested choice if it is among the offered factors. */
export const findChoice = (
  offered: readonly FirstFactor[],
  requested: string | undefined,
): Choice | undefined => choicesOf(offered).find((choice) => choice === requested);
