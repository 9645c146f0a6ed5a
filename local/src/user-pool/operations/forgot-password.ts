/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html */
import { ServiceError } from '../../service-error.ts';
import { checkSecretHash, findClient } from '../clients.ts';
import { issueCode } from '../codes/codes.ts';
import type { Operation } from '../context.ts';
import { fakeDelivery, hidesExistence, userNotFound } from '../users/existence.ts';
import { invalidParameter, readTexts, rules } from '../input.ts';
import { userDisabled } from '../sign-in/next-step.ts';
import { findUser } from '../users/users.ts';

export const forgotPassword: Operation = async (context, input) => {
  const { ClientId, Username, SecretHash } = readTexts(input, {
    ClientId: rules.clientId,
    Username: rules.username,
    SecretHash: { optional: true },
  });
  const scope = findClient(context, ClientId);
  await checkSecretHash(scope.client, Username, SecretHash);
  const user = findUser(scope.pool, Username);
  if (!user?.enabled && hidesExistence(scope)) {
    return { CodeDeliveryDetails: await fakeDelivery(scope.pool, Username) };
  }
  if (!user) throw userNotFound();
  if (!user.enabled) throw userDisabled();
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    throw new ServiceError('NotAuthorizedException', 'User password cannot be reset in the current state.');
  }
  if (user.attributes['email_verified'] !== 'true') {
    throw invalidParameter(
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
    );
  }
  return { CodeDeliveryDetails: issueCode(context, scope.pool, user, 'ForgotPassword') };
};
