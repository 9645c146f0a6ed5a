/**
 * Binds refresh tokens to devices: in a pool that tracks devices, a refresh token works only from the device that it was
 * issued to, and no longer after that device was forgotten.
 * https://aws.amazon.com/blogs/mobile/tracking-and-remembering-devices-using-amazon-cognito-your-user-pools/
 */
import { ServiceError } from '../../protocol/service-error.ts';
import type { Context, Scope } from '../context.ts';
import type { User } from '../state.ts';
import { confirmedDevice, tracksDevices } from './devices.ts';

/**
 * Refuses a refresh token from another device. A token that was issued before the pool tracked devices is not bound.
 * @param requestKey DEVICE_KEY of the request
 * @throws {ServiceError} NotAuthorizedException, with the text for any invalid refresh token
 */
export function refuseOtherDevice(
  { platform }: Context,
  { pool }: Scope,
  user: User,
  { deviceKey }: { deviceKey?: string },
  requestKey: string | undefined,
): void {
  if (!tracksDevices(pool) || deviceKey === undefined) return;
  const confirmed = confirmedDevice(user, deviceKey);
  if (confirmed && requestKey === deviceKey) return;
  const why = confirmed ? 'DEVICE_KEY is missing or another' : 'its device was forgotten or never confirmed';
  platform.print(`A refresh token of ${user.username} was refused: the pool tracks devices, and ${why}`);
  throw new ServiceError('NotAuthorizedException', 'Invalid Refresh Token.');
}
