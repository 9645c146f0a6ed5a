/**
 * Asks for the second factor that the pool, the user's settings or a step-up requires.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
import type { JsonObject } from '../../protocol/json-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Context, Scope } from '../context.ts';
import type { MfaMethod, SignInProgress, User } from '../state.ts';
import { sendSignInCode } from './sign-in-codes.ts';
import { levelNamed, levelOf } from './levels.ts';
import { isMfaDone, mfaMethodsOf, PROOF_OF } from './mfa-methods.ts';
import { openChallenge } from './challenge-tokens.ts';
import { secondFactorsToward } from './step-up.ts';

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

/** Opens the challenge of a method. The user must have set up the method. */
export const askFor = {
  SMS_MFA: askSms,
  EMAIL_OTP: askEmail,
  SOFTWARE_TOKEN_MFA: askApp,
} satisfies Record<MfaMethod, Ask>;

const askForSelection = async (
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

/** Lets a user without any MFA method set one up, since the pool requires MFA. */
const askForSetup: Ask = async (context, scope, user, progress) => {
  const { mfa, mfaMethods: offered } = scope.pool;
  if (mfa !== 'ON' || offered.length === 0 || mfaMethodsOf(scope.pool, user).length > 0) {
    context.platform.print(
      `${user.username} needs a second factor, but ${scope.pool.id} has none for this sign-in`,
    );
    throw new ServiceError(
      'InvalidUserPoolConfigurationException',
      'The user needs a second factor, but the user pool has none for this sign-in.',
    );
  }
  return {
    ChallengeName: 'MFA_SETUP',
    Session: await openChallenge(context, scope, user, 'MFA_SETUP', { offered }, progress),
    ChallengeParameters: { USER_ID_FOR_SRP: user.username, MFAS_CAN_SETUP: JSON.stringify(offered) },
  };
};

/**
 * Lists the methods that the sign-in can still prove, or undefined if it needs none. Prefers methods that serve both
 * the pool's MFA setting and the level of a step-up.
 */
function missingMethods(
  { pool }: Scope,
  user: User,
  progress: SignInProgress,
): readonly MfaMethod[] | undefined {
  const { proven, stepUp } = progress;
  const level = stepUp ? (levelNamed(stepUp.acr) ?? 4) : 0;
  const poolRequiresMore = !isMfaDone(pool, user, progress);
  if (!poolRequiresMore && levelOf(proven) >= level) return undefined;
  const ofUser = mfaMethodsOf(pool, user).filter((method) => !proven.includes(PROOF_OF[method]));
  if (levelOf(proven) >= level) return ofUser;
  const toward = secondFactorsToward(pool, user, proven, level);
  const both = poolRequiresMore ? toward.filter((method) => ofUser.includes(method)) : toward;
  return both.length > 0 ? both : poolRequiresMore ? ofUser : toward;
}

/** Returns the challenge for the second factor, or undefined if the sign-in needs none. */
export async function mfaStep(
  context: Context,
  scope: Scope,
  user: User,
  progress: SignInProgress,
): Promise<JsonObject | undefined> {
  const offered = missingMethods(scope, user, progress);
  if (!offered) return undefined;
  const [first, ...others] = offered;
  if (first === undefined) return askForSetup(context, scope, user, progress);
  const { preferred } = user.mfa;
  if (others.length > 0 && !(preferred && offered.includes(preferred))) {
    return askForSelection(context, scope, user, progress, offered);
  }
  const method = preferred && offered.includes(preferred) ? preferred : first;
  return askFor[method](context, scope, user, progress);
}
