/** Decides what follows a proven factor: a refusal, the next challenge, or tokens. */
import type { JsonObject } from '../../protocol/json-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Context, Scope } from '../context.ts';
import { deviceStep } from './device-step.ts';
import type { SignInProgress, User, UserPool } from '../state.ts';
import { completeSignIn } from './complete.ts';
import { nextRound } from './custom-challenges.ts';
import { mfaStep } from './mfa-step.ts';
import { passwordResetRequired, userDisabled, userNotConfirmed } from '../users/refusals.ts';
import { openChallenge } from './challenge-tokens.ts';

const DAY = 24 * 3_600_000;

/** Lists the required attributes that the user does not have yet. */
export const missingAttributes = (pool: UserPool, user: User): string[] =>
  pool.requiredAttributes.filter((name) => !user.attributes[name]);

type Step = (context: Context, scope: Scope, user: User, progress: SignInProgress) => Promise<JsonObject>;

const newPasswordRequired: Step = async (context, scope, user, progress) => {
  const { temporaryPasswordDays } = scope.pool;
  if (context.platform.now() > (user.password?.setAt ?? 0) + temporaryPasswordDays * DAY) {
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
};

/**
 * Continues after a proven factor: asks for the device and the second factor if they are missing, else completes.
 *
 * In CUSTOM_AUTH with a password, the second factor comes before the triggers run again, and they see it among the
 * rounds. Assumption: AWS lists SMS_MFA and SOFTWARE_TOKEN_MFA there, but some users observed tokens right after the
 * second factor.
 */
export const afterFirstFactor: Step = async (context, scope, user, progress) =>
  (await deviceStep(context, scope, user, progress)) ??
  (await mfaStep(context, scope, user, progress)) ??
  (progress.flow === 'CUSTOM_AUTH'
    ? nextRound(context, scope, { name: user.username, user }, progress)
    : completeSignIn(context, scope, user, progress));

const byStatus = {
  UNCONFIRMED: () => Promise.reject(userNotConfirmed()),
  RESET_REQUIRED: () => Promise.reject(passwordResetRequired()),
  FORCE_CHANGE_PASSWORD: newPasswordRequired,
  CONFIRMED: afterFirstFactor,
} satisfies Record<User['status'], Step>;

/** Continues after a correct password, by the user's status. */
export const afterPassword: Step = async (context, scope, user, progress) => {
  if (!user.enabled) throw userDisabled();
  return byStatus[user.status](context, scope, user, progress);
};
