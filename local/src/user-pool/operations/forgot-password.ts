/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html */
import { issueCode } from '../codes/codes.ts';
import { recoveryContact } from '../codes/contacts.ts';
import type { Operation } from '../context.ts';
import { invalidParameter } from '../input.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { migrateUser } from '../users/migrate-user.ts';
import { userDisabled } from '../users/refusals.ts';
import { pretendToSendCode, readUserRequest, visibleUser } from './user-request.ts';

export const forgotPassword: Operation = async (context, input) => {
  const sent = await readUserRequest(context, input, {});
  const { scope, username, clientMetadata } = sent;
  const request = {
    ...sent,
    user:
      sent.user ??
      (await migrateUser(context, scope, { source: 'ForgotPassword', username, clientMetadata })),
  };
  const contact = request.user && recoveryContact(scope.pool, request.user);
  const isReachable = request.user?.status === 'FORCE_CHANGE_PASSWORD' || contact !== undefined;
  const unreachable = isReachable ? undefined : 'has no verified address';
  const user = visibleUser(context, 'ForgotPassword', request, unreachable);
  if (!user) return { CodeDeliveryDetails: await pretendToSendCode(context, request, 'ForgotPassword') };
  if (!user.enabled) throw userDisabled();
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    throw new ServiceError('NotAuthorizedException', 'User password cannot be reset in the current state.');
  }
  if (!contact) {
    throw invalidParameter(
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
    );
  }
  const code = { contact, clientMetadata };
  return { CodeDeliveryDetails: await issueCode(context, scope, user, 'ForgotPassword', code) };
};
