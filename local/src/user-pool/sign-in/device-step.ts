/** Asks a remembered device to prove itself during a sign-in. */
import type { JsonObject } from '../../protocol/json-service.ts';
import type { Context, Scope } from '../context.ts';
import { ownDevice, tracksDevices } from '../devices/devices.ts';
import type { SignInProgress, User } from '../state.ts';
import { openChallenge } from './challenge-tokens.ts';

/**
 * Returns DEVICE_SRP_AUTH for a sign-in that names a remembered device and has not proven it yet, else undefined. A
 * tracked device that is not remembered is ignored.
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
 * Refuses an answer that names a device which the user does not have, before the answer is used up: clients send the
 * same answer again without the key. The sign-in also forgets the key that an earlier request named, so that the
 * repeated answer does not fail for the same reason. Call this only once a first factor is proven.
 * @throws {ServiceError} ResourceNotFoundException
 */
export function refuseUnknownDevice(
  { platform }: Context,
  { pool }: Scope,
  user: User,
  signIn: { progress: SignInProgress },
  deviceKey: string | undefined,
): void {
  if (!tracksDevices(pool) || deviceKey === undefined) return;
  const { deviceKey: _forgotten, ...rest } = signIn.progress;
  try {
    ownDevice(platform, user, deviceKey);
  } catch (error) {
    signIn.progress = rest;
    throw error;
  }
}
