/** Completes a sign-in that has proven everything required: runs the PostAuthentication trigger and issues tokens. */
import type { JsonObject } from '../../protocol/json-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Context, Scope } from '../context.ts';
import type { SignInProgress, User } from '../state.ts';
import { signIn } from '../tokens/tokens.ts';
import { runTrigger, triggerAttributes } from '../triggers/run.ts';
import { userNotFound } from '../users/existence.ts';
import { userByName } from '../users/users.ts';
import { acrOf, levelNamed, levelOf } from './levels.ts';
import { refuseByState } from '../users/refusals.ts';

/** Replaces the requested level of a step-up by the level that was reached, which must not be lower. */
function withLevel(progress: SignInProgress): SignInProgress {
  const { stepUp, proven } = progress;
  if (!stepUp) return progress;
  const reached = levelOf(proven);
  if (reached < (levelNamed(stepUp.acr) ?? 4)) {
    throw new ServiceError('NotAuthorizedException', 'The requested authentication level was not reached.');
  }
  return { ...progress, stepUp: { ...stepUp, acr: acrOf(reached) } };
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-authentication.html */
async function postAuthentication(
  context: Context,
  scope: Scope,
  user: User,
  { proven, clientMetadata }: SignInProgress,
): Promise<void> {
  await runTrigger(context, scope, 'PostAuthentication', {
    source: 'PostAuthentication_Authentication',
    userName: user.username,
    request: {
      userAttributes: triggerAttributes(user),
      newDeviceUsed: scope.pool.devices.tracking !== 'OFF' && !proven.includes('device'),
      ...(clientMetadata && { clientMetadata }),
    },
  });
}

export async function completeSignIn(
  context: Context,
  scope: Scope,
  user: User,
  progress: SignInProgress,
): Promise<JsonObject> {
  refuseByState(user);
  const final = withLevel(progress);
  await postAuthentication(context, scope, user, final);
  // Checks again, since other requests may have changed or deleted the user while the trigger ran.
  refuseByState(user);
  if (userByName(scope.pool, user.username) !== user) throw userNotFound();
  return signIn(context, scope, user, final);
}
