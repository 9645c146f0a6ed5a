/**
 * The devices that the pool has seen its user on.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */
import type { WireDevice } from '../protocol/account-operations.ts';
import { deviceKeyOf } from '../transport/device-key.ts';
import { allPages, toDate } from './pages.ts';
import { request } from '../transport/request.ts';
import type { UserPool } from '../transport/user-pool.ts';

export interface Device {
  key: string;
  /** By their Cognito names, such as `device_name` and `last_ip_used`. */
  attributes: Readonly<Record<string, string>>;
  /** Whether it is the one that asks. */
  isCurrent: boolean;
  createdAt?: Date | undefined;
  modifiedAt?: Date | undefined;
  authenticatedAt?: Date | undefined;
}

const read = (device: WireDevice, accessToken: string): Device => ({
  key: device.DeviceKey ?? '',
  attributes: Object.fromEntries(
    (device.DeviceAttributes ?? []).map(({ Name, Value = '' }) => [Name, Value]),
  ),
  isCurrent: device.DeviceKey === deviceKeyOf(accessToken),
  createdAt: toDate(device.DeviceCreateDate),
  modifiedAt: toDate(device.DeviceLastModifiedDate),
  authenticatedAt: toDate(device.DeviceLastAuthenticatedDate),
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListDevices.html */
export const listDevices = async (
  pool: UserPool,
  accessToken: string,
  signal?: AbortSignal,
): Promise<Device[]> =>
  allPages(async (PaginationToken) => {
    const input = { AccessToken: accessToken, PaginationToken };
    const { Devices = [], PaginationToken: next } = await request(pool, 'ListDevices', input, signal);
    return { items: Devices.map((device) => read(device, accessToken)), next };
  });

/**
 * Says whether a device may be asked for less: the one that asks, unless `key` names another.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateDeviceStatus.html
 */
export async function setDeviceStatus(
  pool: UserPool,
  accessToken: string,
  { status, key }: { status: 'remembered' | 'notRemembered'; key?: string },
  signal?: AbortSignal,
): Promise<void> {
  const input = {
    AccessToken: accessToken,
    DeviceKey: key ?? deviceKeyOf(accessToken) ?? '',
    DeviceRememberedStatus: status === 'remembered' ? ('remembered' as const) : ('not_remembered' as const),
  };
  await request(pool, 'UpdateDeviceStatus', input, signal);
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgetDevice.html */
export async function forgetDevice(
  pool: UserPool,
  accessToken: string,
  key: string,
  signal?: AbortSignal,
): Promise<void> {
  await request(pool, 'ForgetDevice', { AccessToken: accessToken, DeviceKey: key }, signal);
}
