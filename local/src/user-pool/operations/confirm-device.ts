/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmDevice.html */
import { getOwn } from '../../lib/own.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Operation } from '../context.ts';
import { readVerifierConfig } from '../devices/verifier-config.ts';
import { invalidParameter, readTexts, rules } from '../input.ts';
import { readAccessToken } from '../tokens/access-token.ts';

export const confirmDevice: Operation = async (context, input) => {
  const { AccessToken, DeviceKey, DeviceName } = readTexts(input, {
    AccessToken: rules.accessToken,
    DeviceKey: rules.deviceKey,
    DeviceName: { optional: true, min: 1, max: 1024 },
  });
  const { pool, user, claims } = await readAccessToken(context, AccessToken);
  const device = getOwn(user.devices, DeviceKey);
  // Only the sign-in that received a device key may confirm it.
  if (!device || (claims['device_key'] ?? DeviceKey) !== DeviceKey) {
    context.platform.print(`${DeviceKey} is not a new device of this sign-in of ${user.username}`);
    throw invalidParameter('Invalid device key given.');
  }
  if (device.verifier !== undefined) {
    throw new ServiceError('DeviceKeyExistsException', 'Device already exists.');
  }
  const { salt, verifier } = readVerifierConfig(input);
  Object.assign(device, {
    ...(DeviceName !== undefined && { name: DeviceName }),
    salt: salt.toString(16),
    verifier: verifier.toString(16),
    remembered: pool.devices.tracking === 'ALWAYS',
    lastModifiedAt: context.platform.now(),
  });
  return { UserConfirmationNecessary: pool.devices.tracking === 'OPT_IN' };
};
