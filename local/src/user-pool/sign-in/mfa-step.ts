/**
 * Asks for the second factor that the pool, its user or a step-up wants.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
import type { JsonObject } from '../../protocol/json-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Context, Scope } from '../context.ts';
import type { MfaMethod, SignInProgress, User } from '../state.ts';
import { sendSignInCode } from './sign-in-codes.ts';
import { levelNamed, levelOf } from './levels.ts';
import { mfaIsDone, mfaMethodsOf, PROOF_OF } from './mfa-methods.ts';
import { openChallenge } from './challenge-tokens.ts';
import { secondsToward } from './step-up.ts';

type Ask = (context: Context, scope: Scope, user: User, progress: SignInProgress) => Promise<JsonObject>;

const askSms: Ask = async (context, scope, user, progress) => {
  const contact = 'phone_number';
  const { sent, parameters } = await sendSignInCode(context, scope, user, progress, { contact, digits: 6 });
  return {
    ChallengeName: 'SMS_MFA',
    Session: await openChallenge(context, scope, user, 'SMS_MFA', { ...sent, as: 'mfa' }, progress),
    ChallengeParameters: { ...parameters, USER_ID_FOR_SRP: user.username },
  };
};

const askEmail: Ask = async (context, scope, user, progress) => {
  const contact = 'email';
  const { sent, parameters } = await sendSignInCode(context, scope, user, progress, { contact, digits: 6 });
  return {
    ChallengeName: 'EMAIL_OTP',
    Session: await openChallenge(context, scope, user, 'EMAIL_OTP', { ...sent, as: 'mfa' }, progress),
    ChallengeParameters: { ...parameters, USER_ID_FOR_SRP: user.username },
  };
};

const askApp: Ask = async (context, scope, user, progress) => ({
  ChallengeName: 'SOFTWARE_TOKEN_MFA',
  Session: await openChallenge(context, scope, user, 'SOFTWARE_TOKEN_MFA', {}, progress),
  ChallengeParameters: {
    USER_ID_FOR_SRP: user.username,
    ...(user.totp?.deviceName !== undefined && { FRIENDLY_DEVICE_NAME: user.totp.deviceName }),
  },
});

/** The challenge of a method that the user has set up. */
export const askFor = {
  SMS_MFA: askSms,
  EMAIL_OTP: askEmail,
  SOFTWARE_TOKEN_MFA: askApp,
} satisfies Record<MfaMethod, Ask>;

const askWhich = async (
  context: Context,
  scope: Scope,
  user: User,
  progress: SignInProgress,
  offered: readonly MfaMethod[],
): Promise<JsonObject> => ({
  ChallengeName: 'SELECT_MFA_TYPE',
  Session: await openChallenge(context, scope, user, 'SELECT_MFA_TYPE', { offered }, progress),
  ChallengeParameters: { USER_ID_FOR_SRP: user.username, MFAS_CAN_CHOOSE: JSON.stringify(offered) },
});

/** Nobody gets in without what the pool requires: who has set up nothing does it now. */
const askToSetUp: Ask = async (context, scope, user, progress) => {
  const { mfa, mfaMethods: offered } = scope.pool;
  if (mfa !== 'ON' || offered.length === 0 || mfaMethodsOf(scope.pool, user).length > 0) {
    context.platform.print(
      `${user.username} needs a second factor, and ${scope.pool.id} has none for this sign-in`,
    );
    throw new ServiceError(
      'InvalidUserPoolConfigurationException',
      'The user needs a second factor, and the user pool has none for this sign-in.',
    );
  }
  return {
    ChallengeName: 'MFA_SETUP',
    Session: await openChallenge(context, scope, user, 'MFA_SETUP', { offered }, progress),
    ChallengeParameters: { USER_ID_FOR_SRP: user.username, MFAS_CAN_SETUP: JSON.stringify(offered) },
  };
};

/** What is missing: first what serves both the pool's demand and the step-up's, where both have one. */
function missing({ pool }: Scope, user: User, progress: SignInProgress): readonly MfaMethod[] | undefined {
  const { proven, stepUp } = progress;
  const level = stepUp ? (levelNamed(stepUp.acr) ?? 4) : 0;
  const demanded = !mfaIsDone(pool, user, progress);
  if (!demanded && levelOf(proven) >= level) return undefined;
  const floor = mfaMethodsOf(pool, user).filter((method) => !proven.includes(PROOF_OF[method]));
  if (levelOf(proven) >= level) return floor;
  const toward = secondsToward(pool, user, proven, level);
  const both = demanded ? toward.filter((method) => floor.includes(method)) : toward;
  return both.length > 0 ? both : demanded ? floor : toward;
}

/** The challenge for the second factor, or undefined when none is wanted any more. */
export async function mfaStep(
  context: Context,
  scope: Scope,
  user: User,
  progress: SignInProgress,
): Promise<JsonObject | undefined> {
  const offered = missing(scope, user, progress);
  if (!offered) return undefined;
  const [first, ...others] = offered;
  if (first === undefined) return askToSetUp(context, scope, user, progress);
  const { preferred } = user.mfa;
  if (others.length > 0 && !(preferred && offered.includes(preferred))) {
    return askWhich(context, scope, user, progress, offered);
  }
  const method = preferred && offered.includes(preferred) ? preferred : first;
  return askFor[method](context, scope, user, progress);
}
