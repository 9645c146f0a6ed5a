/** Marks a correctly answered challenge as used. */
import type { Context, Scope } from '../context.ts';
import { refuseUnknownDevice } from '../sign-in/device-step.ts';
import { withDevice } from '../sign-in/progress.ts';
import type { Challenge, SignInProgress, User } from '../state.ts';

/**
 * Returns the progress of the sign-in, with the device that the answer names. If that device was forgotten, this throws
 * before the challenge is used up, since clients send the answer again without the device.
 */
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
