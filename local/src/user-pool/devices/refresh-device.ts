/**
 * Where devices are tracked, a refresh token works from the device that it was issued to, and from nowhere once that is
 * forgotten.
 * https://aws.amazon.com/blogs/mobile/tracking-and-remembering-devices-using-amazon-cognito-your-user-pools/
 */
import { ServiceError } from '../../protocol/service-error.ts';
import type { Context, Scope } from '../context.ts';
import type { User } from '../state.ts';
import { confirmedDevice, tracksDevices } from './devices.ts';

/**
 * A token from before devices were tracked is bound to none.
 * @throws {ServiceError} NotAuthorizedException, in the words for every refresh token that is not good
 */
export function refuseOtherDevice(
  { platform }: Context,
  { pool }: Scope,
  user: User,
  { deviceKey }: { deviceKey?: string },
  given: string | undefined,
): void {
  if (!tracksDevices(pool) || deviceKey === undefined) return;
  const confirmed = confirmedDevice(user, deviceKey);
  if (confirmed && given === deviceKey) return;
  const why = confirmed ? 'DEVICE_KEY is missing or another' : 'its device was forgotten or never confirmed';
  platform.print(`A refresh token of ${user.username} was refused: the pool tracks devices, and ${why}`);
  throw new ServiceError('NotAuthorizedException', 'Invalid Refresh Token.');
}
