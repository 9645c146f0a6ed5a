/**
 * Forgets a device. Its refresh token is refused from now on; its access tokens work until they expire.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgetDevice.html
 */
import type { Operation } from '../context.ts';
import { ownDevice } from '../devices/devices.ts';
import { readTexts, rules } from '../input.ts';
import { readAccessToken } from '../tokens/access-token.ts';

export const forgetDevice: Operation = async (context, input) => {
  const { AccessToken, DeviceKey } = readTexts(input, {
    AccessToken: rules.accessToken,
    DeviceKey: rules.deviceKey,
  });
  const { user } = await readAccessToken(context, AccessToken);
  delete user.devices[ownDevice(context.platform, user, DeviceKey).key];
  return {};
};
