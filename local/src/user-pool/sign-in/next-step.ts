/** What follows the password: a refusal, a challenge, or tokens. */
import type { JsonObject } from '../../json-service.ts';
import { ServiceError } from '../../service-error.ts';
import { openChallenge } from './sessions.ts';
import type { Context, Scope } from '../context.ts';
import { signIn } from '../tokens/tokens.ts';
import type { SignInProgress, User, UserPool } from '../state.ts';

const DAY = 24 * 3_600_000;

export const userDisabled = (): ServiceError =>
  new ServiceError('NotAuthorizedException', 'User is disabled.');
export const userNotConfirmed = (): ServiceError =>
  new ServiceError('UserNotConfirmedException', 'User is not confirmed.');
export const passwordResetRequired = (): ServiceError =>
  new ServiceError('PasswordResetRequiredException', 'Password reset required for the user');

/** Required attributes that the user has none of yet. */
export const missingAttributes = (pool: UserPool, user: User): string[] =>
  pool.requiredAttributes.filter((name) => !user.attributes[name]);

async function newPasswordRequired(
  context: Context,
  scope: Scope,
  user: User,
  progress: SignInProgress,
): Promise<JsonObject> {
  const { temporaryPasswordDays } = scope.pool;
  if (context.world.now() > (user.password?.setAt ?? 0) + temporaryPasswordDays * DAY) {
    throw new ServiceError(
      'NotAuthorizedException',
      'Temporary password has expired and must be reset by an administrator.',
    );
  }
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: await openChallenge(context, scope, user, 'NEW_PASSWORD_REQUIRED', {}, progress),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(
        missingAttributes(scope.pool, user).map((name) => `userAttributes.${name}`),
      ),
      userAttributes: JSON.stringify(user.attributes),
    },
  };
}

/** Once the first factor is settled, a new password included. */
export async function afterFirstFactor(
  context: Context,
  scope: Scope,
  user: User,
  progress: SignInProgress,
): Promise<JsonObject> {
  if (!user.totp || !user.mfa.enabled.includes('SOFTWARE_TOKEN_MFA'))
    return signIn(context, scope, user, progress);
  return {
    ChallengeName: 'SOFTWARE_TOKEN_MFA',
    Session: await openChallenge(context, scope, user, 'SOFTWARE_TOKEN_MFA', {}, progress),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      ...(user.totp.deviceName !== undefined && { FRIENDLY_DEVICE_NAME: user.totp.deviceName }),
    },
  };
}

type Step = (context: Context, scope: Scope, user: User, progress: SignInProgress) => Promise<JsonObject>;

const byStatus = {
  UNCONFIRMED: () => Promise.reject(userNotConfirmed()),
  RESET_REQUIRED: () => Promise.reject(passwordResetRequired()),
  FORCE_CHANGE_PASSWORD: newPasswordRequired,
  CONFIRMED: afterFirstFactor,
} satisfies Record<User['status'], Step>;

/** Once the password is known to be right. */
export async function afterPassword(
  context: Context,
  scope: Scope,
  user: User,
  progress: SignInProgress,
): Promise<JsonObject> {
  if (!user.enabled) throw userDisabled();
  return byStatus[user.status](context, scope, user, progress);
}
