/** Asks a remembered device to prove itself. */
import type { JsonObject } from '../../protocol/json-service.ts';
import type { Context, Scope } from '../context.ts';
import { openChallenge } from './challenge-tokens.ts';
import type { SignInProgress, User } from '../state.ts';
import { ownDevice, tracksDevices } from '../devices/devices.ts';

/**
 * DEVICE_SRP_AUTH for a sign-in that names a remembered device and has not proven it yet, else undefined. One that is
 * tracked but not remembered is treated as if it had not been named.
 * @throws {ServiceError} ResourceNotFoundException when the sign-in names a device that the user does not have
 */
export async function deviceStep(
  context: Context,
  scope: Scope,
  user: User,
  progress: SignInProgress,
): Promise<JsonObject | undefined> {
  const { deviceKey, proven } = progress;
  if (!tracksDevices(scope.pool) || deviceKey === undefined || proven.includes('device')) return undefined;
  if (!ownDevice(context.platform, user, deviceKey).remembered) return undefined;
  return {
    ChallengeName: 'DEVICE_SRP_AUTH',
    Session: await openChallenge(context, scope, user, 'DEVICE_SRP_AUTH', {}, progress),
    ChallengeParameters: {},
  };
}

/**
 * For an answer that names a device, before the answer is used up: clients that hear of a forgotten device send it again
 * without the key, for ever if need be. So the sign-in forgets the key that an earlier request named, too. Only for
 * whoever has proven a first factor.
 */
export function refuseUnknownDevice(
  { platform }: Context,
  { pool }: Scope,
  user: User,
  signIn: { progress: SignInProgress },
  deviceKey: string | undefined,
): void {
  if (!tracksDevices(pool) || deviceKey === undefined) return;
  const { deviceKey: _named, ...rest } = signIn.progress;
  try {
    ownDevice(platform, user, deviceKey);
  } catch (error) {
    signIn.progress = rest;
    throw error;
  }
}
