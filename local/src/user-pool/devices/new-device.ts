/** Gives a new device its key at the end of a sign-in from an unknown device. */
import { toHex } from '../../lib/bytes.ts';
import { uuidFrom } from '../../lib/uuid.ts';
import type { Context, Scope } from '../context.ts';
import type { SignInProgress, User } from '../state.ts';
import { confirmedDevice, tracksDevices } from './devices.ts';

/** Milliseconds. A key is confirmed with an access token of its own sign-in, and access tokens live a day at most. */
const CONFIRM_WITHIN = 24 * 3_600_000;

export interface SignInDevice {
  /** The access token's `device_key`. The refresh token works from this device only. */
  deviceKey?: string;
  /** Part of AuthenticationResult. */
  metadata: { NewDeviceMetadata?: { DeviceKey: string; DeviceGroupKey: string } };
}

function dropUnconfirmed(user: User, now: number): void {
  for (const { key, createdAt, verifier } of Object.values(user.devices)) {
    if (verifier === undefined && createdAt + CONFIRM_WITHIN < now) delete user.devices[key];
  }
}

/**
 * Returns the device of a completed sign-in: the one that it named, or a new one; none if the pool does not track
 * devices.
 */
export function signInDevice(
  { platform, region }: Context,
  { pool }: Scope,
  user: User,
  { deviceKey }: SignInProgress,
): SignInDevice {
  if (!tracksDevices(pool)) return { metadata: {} };
  const now = platform.now();
  const known = deviceKey === undefined ? undefined : confirmedDevice(user, deviceKey);
  if (known) {
    known.lastUsedAt = now;
    return { deviceKey: known.key, metadata: {} };
  }
  dropUnconfirmed(user, now);
  const key = `${region}_${uuidFrom(platform.random(16))}`;
  const groupKey = `-${toHex(platform.random(4))}`;
  user.devices[key] = {
    key,
    groupKey,
    remembered: false,
    createdAt: now,
    lastUsedAt: now,
    lastModifiedAt: now,
  };
  return { deviceKey: key, metadata: { NewDeviceMetadata: { DeviceKey: key, DeviceGroupKey: groupKey } } };
}
