/**
 * A user's devices. A sign-in gives a new device its key. ConfirmDevice confirms it with a verifier. Only a remembered
 * device can prove itself in a later sign-in.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */
import type { Platform } from '../../platform/platform.ts';
import { getOwn } from '../../lib/own.ts';
import { quoted } from '../../lib/quoted.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Device, User, UserPool } from '../state.ts';

/** A device whose verifier ConfirmDevice has stored. */
export type ConfirmedDevice = Device & Required<Pick<Device, 'salt' | 'verifier'>>;

export const tracksDevices = ({ devices }: UserPool): boolean => devices.tracking !== 'OFF';

const isConfirmed = (device: Device): device is ConfirmedDevice =>
  device.salt !== undefined && device.verifier !== undefined;

export const confirmedDevice = (user: User, key: string): ConfirmedDevice | undefined => {
  const device = getOwn(user.devices, key);
  return device && isConfirmed(device) ? device : undefined;
};

/** Lists confirmed devices, the newest first. */
export const confirmedDevices = (user: User): ConfirmedDevice[] =>
  Object.values(user.devices)
    .filter(isConfirmed)
    .toSorted((a, b) => b.createdAt - a.createdAt || (a.key < b.key ? -1 : 1));

/** The refusal of a forgotten device. Clients recognize it by code and text, and try again without the device key. */
export const deviceNotFound = (): ServiceError =>
  new ServiceError('ResourceNotFoundException', 'Device does not exist.');

/**
 * Returns the user's confirmed device with this key.
 * @throws {ServiceError} ResourceNotFoundException for a key that is forgotten, unknown or another user's
 */
export function ownDevice(platform: Platform, user: User, key: string): ConfirmedDevice {
  const device = confirmedDevice(user, key);
  if (device) return device;
  platform.print(
    getOwn(user.devices, key)
      ? `${user.username}'s device ${quoted(key)} was never confirmed: call ConfirmDevice with its verifier first`
      : `${user.username} has no device ${quoted(key)}: it was forgotten, or belongs to another user`,
  );
  throw deviceNotFound();
}

/** Returns the DeviceType of the API. Dates are seconds since the epoch. */
export const describeDevice = (device: ConfirmedDevice) => ({
  DeviceKey: device.key,
  DeviceAttributes: [
    { Name: 'device_status', Value: 'valid' },
    ...(device.name === undefined ? [] : [{ Name: 'device_name', Value: device.name }]),
    { Name: 'dev:device_remembered_status', Value: device.remembered ? 'remembered' : 'not_remembered' },
  ],
  DeviceCreateDate: device.createdAt / 1000,
  DeviceLastModifiedDate: device.lastModifiedAt / 1000,
  DeviceLastAuthenticatedDate: device.lastUsedAt / 1000,
});
