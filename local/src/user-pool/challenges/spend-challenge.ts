/** A challenge that was answered rightly is worth nothing more. */
import type { Context, Scope } from '../context.ts';
import { refuseUnknownDevice } from '../sign-in/device-step.ts';
import { withDevice } from '../sign-in/progress.ts';
import type { Challenge, SignInProgress, User } from '../state.ts';

/** Throws before that when the answer names a device that is gone: clients then send it again without. */
export function spendChallenge(
  context: Context,
  scope: Scope,
  challenge: Challenge,
  user: User,
  responses: ReadonlyMap<string, string>,
): SignInProgress {
  const progress = withDevice(challenge.progress, responses);
  refuseUnknownDevice(context, scope, user, challenge, progress.deviceKey);
  challenge.used = true;
  return progress;
}
