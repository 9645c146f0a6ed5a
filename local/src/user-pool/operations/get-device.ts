/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetDevice.html */
import type { Operation } from '../context.ts';
import { describeDevice, ownDevice } from '../devices/devices.ts';
import { readTexts, rules } from '../input.ts';
import { readAccessToken } from '../tokens/access-token.ts';

export const getDevice: Operation = async (context, input) => {
  const { AccessToken, DeviceKey } = readTexts(input, {
    AccessToken: rules.accessToken,
    DeviceKey: rules.deviceKey,
  });
  const { user } = await readAccessToken(context, AccessToken);
  return { Device: describeDevice(ownDevice(context.platform, user, DeviceKey)) };
};
