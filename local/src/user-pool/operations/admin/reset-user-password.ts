/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminResetUserPassword.html */
import { ServiceError } from '../../../protocol/service-error.ts';
import { issueCode } from '../../codes/codes.ts';
import { recoveryContact } from '../../codes/contacts.ts';
import type { Operation } from '../../context.ts';
import { invalidParameter } from '../../input.ts';
import { readClientMetadata } from '../../input-types.ts';
import { userOf, withoutClient } from './pool-and-user.ts';

/** Sends a code for ConfirmForgotPassword, and refuses the old password from now on. */
export const adminResetUserPassword: Operation = async (context, input) => {
  const clientMetadata = readClientMetadata(input);
  const { pool, user } = userOf(context, input);
  if (!user.enabled) throw new ServiceError('NotAuthorizedException', 'User is disabled.');
  if (user.status !== 'CONFIRMED' && user.status !== 'RESET_REQUIRED') {
    throw new ServiceError('NotAuthorizedException', 'User password cannot be reset in the current state.');
  }
  const contact = recoveryContact(pool, user);
  if (!contact) {
    throw invalidParameter(
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
    );
  }
  await issueCode(context, withoutClient(pool), user, 'ForgotPassword', { contact, clientMetadata });
  user.status = 'RESET_REQUIRED';
  user.updatedAt = context.platform.now();
  return {};
};
