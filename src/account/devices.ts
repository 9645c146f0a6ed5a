/**
 * The devices on which the pool has seen the user: lists them, and sets or removes their remembered status.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */
import type { WireDevice } from '../protocol/account-operations.ts';
import { request } from '../transport/request.ts';
import { deviceKeyOf } from '../transport/token-claims.ts';
import type { UserPool } from '../transport/user-pool.ts';
import { readAllPages, toDate } from './pagination.ts';

export interface Device {
  key: string;
  /** Attributes by their Cognito names, such as `device_name` and `last_ip_used`. */
  attributes: Readonly<Record<string, string>>;
  /** Whether the tokens of this session were issued to the device. */
  isCurrent: boolean;
  createdAt?: Date | undefined;
  modifiedAt?: Date | undefined;
  authenticatedAt?: Date | undefined;
}

const readDevice = (device: WireDevice, accessToken: string): Device => ({
  key: device.DeviceKey ?? '',
  attributes: Object.fromEntries(
    (device.DeviceAttributes ?? []).map(({ Name, Value = '' }) => [Name, Value]),
  ),
  isCurrent: device.DeviceKey === deviceKeyOf(accessToken),
  createdAt: toDate(device.DeviceCreateDate),
  modifiedAt: toDate(device.DeviceLastModifiedDate),
  authenticatedAt: toDate(device.DeviceLastAuthenticatedDate),
});

/**
 * Lists the devices that the pool tracks.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListDevices.html
 * @throws {CognitoError} errors of the request
 */
export const listDevices = async (
  pool: UserPool,
  accessToken: string,
  signal?: AbortSignal,
): Promise<Device[]> =>
  readAllPages(async (PaginationToken) => {
    const input = { AccessToken: accessToken, PaginationToken };
    const { Devices = [], PaginationToken: next } = await request(pool, 'ListDevices', input, signal);
    return { items: Devices.map((device) => readDevice(device, accessToken)), next };
  });

/**
 * Sets whether a device is remembered: this one, unless `key` names another. The pool may let a remembered device sign in
 * without MFA.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateDeviceStatus.html
 * @throws {CognitoError} errors of the request
 */
export async function setDeviceStatus(
  pool: UserPool,
  accessToken: string,
  change: { status: 'remembered' | 'notRemembered'; key?: string },
  signal?: AbortSignal,
): Promise<void> {
  const { status, key } = change;
  const input = {
    AccessToken: accessToken,
    DeviceKey: key ?? deviceKeyOf(accessToken) ?? '',
    DeviceRememberedStatus: status === 'remembered' ? ('remembered' as const) : ('not_remembered' as const),
  };
  await request(pool, 'UpdateDeviceStatus', input, signal);
}

/**
 * Removes a device from those that the pool tracks.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgetDevice.html
 * @throws {CognitoError} errors of the request
 */
export async function forgetDevice(
  pool: UserPool,
  accessToken: string,
  key: string,
  signal?: AbortSignal,
): Promise<void> {
  await request(pool, 'ForgetDevice', { AccessToken: accessToken, DeviceKey: key }, signal);
}
