/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateDeviceStatus.html */
import type { Operation } from '../context.ts';
import { ownDevice } from '../devices/devices.ts';
import { notInEnum, readTexts, rules } from '../input.ts';
import { readAccessToken } from '../tokens/access-token.ts';

const STATUSES = ['remembered', 'not_remembered'];

export const updateDeviceStatus: Operation = async (context, input) => {
  const { AccessToken, DeviceKey, DeviceRememberedStatus } = readTexts(input, {
    AccessToken: rules.accessToken,
    DeviceKey: rules.deviceKey,
    DeviceRememberedStatus: { optional: true },
  });
  if (DeviceRememberedStatus !== undefined && !STATUSES.includes(DeviceRememberedStatus)) {
    throw notInEnum('DeviceRememberedStatus', DeviceRememberedStatus, STATUSES);
  }
  const { user } = await readAccessToken(context, AccessToken);
  const device = ownDevice(context.platform, user, DeviceKey);
  if (DeviceRememberedStatus === undefined) return {};
  device.remembered = DeviceRememberedStatus === 'remembered';
  device.lastModifiedAt = context.platform.now();
  return {};
};
