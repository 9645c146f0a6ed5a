/** Refusals of users whose state allows no sign-in, even after correct proofs. */
import { ServiceError } from '../../protocol/service-error.ts';
import type { User } from '../state.ts';

export const userDisabled = (): ServiceError =>
  new ServiceError('NotAuthorizedException', 'User is disabled.');
export const userNotConfirmed = (): ServiceError =>
  new ServiceError('UserNotConfirmedException', 'User is not confirmed.');
export const passwordResetRequired = (): ServiceError =>
  new ServiceError('PasswordResetRequiredException', 'Password reset required for the user');

/** Throws for a user whose state allows no sign-in. */
export function refuseByState({ enabled, status }: User): void {
  if (!enabled) throw userDisabled();
  if (status === 'UNCONFIRMED') throw userNotConfirmed();
  if (status === 'RESET_REQUIRED') throw passwordResetRequired();
}
