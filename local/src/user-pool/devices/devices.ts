/**
 * A user's devices. One is handed its key at a sign-in, counts once ConfirmDevice brought its verifier, and stands in
 * for its user's presence only while it is remembered.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */
import type { Platform } from '../../platform/platform.ts';
import { getOwn } from '../../lib/own.ts';
import { quoted } from '../../lib/quoted.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Device, User, UserPool } from '../state.ts';

/** One that brought its verifier. */
export type ConfirmedDevice = Device & Required<Pick<Device, 'salt' | 'verifier'>>;

export const tracksDevices = ({ devices }: UserPool): boolean => devices.tracking !== 'OFF';

const isConfirmed = (device: Device): device is ConfirmedDevice =>
  device.salt !== undefined && device.verifier !== undefined;

export const confirmedDevice = (user: User, key: string): ConfirmedDevice | undefined => {
  const device = getOwn(user.devices, key);
  return device && isConfirmed(device) ? device : undefined;
};

/** The newest first, as one looks for the device in one's hand. */
export const confirmedDevices = (user: User): ConfirmedDevice[] =>
  Object.values(user.devices)
    .filter(isConfirmed)
    .toSorted((a, b) => b.createdAt - a.createdAt || (a.key < b.key ? -1 : 1));

/** Clients know a forgotten device by this name and these words, and try again without its key. */
export const deviceNotFound = (): ServiceError =>
  new ServiceError('ResourceNotFoundException', 'Device does not exist.');

/** @throws {ServiceError} ResourceNotFoundException for a key that is forgotten, made up or somebody else's */
export function ownDevice(platform: Platform, user: User, key: string): ConfirmedDevice {
  const device = confirmedDevice(user, key);
  if (device) return device;
  platform.print(
    getOwn(user.devices, key)
      ? `${user.username}'s device ${quoted(key)} was never confirmed: ConfirmDevice has to bring its verifier first`
      : `${user.username} has no device ${quoted(key)}: it was forgotten, or is somebody else's`,
  );
  throw deviceNotFound();
}

/** DeviceType of the API; dates are seconds. */
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
