/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html */
import { ServiceError } from '../../protocol/service-error.ts';
import { checkSecretHash, findClient } from '../clients.ts';
import { countSentCode, issueCode } from '../codes/codes.ts';
import { recoveryContact } from '../codes/contacts.ts';
import type { Operation } from '../context.ts';
import { fakeDelivery, hidesExistence, userNotFound } from '../users/existence.ts';
import { invalidParameter, readTexts, rules } from '../input.ts';
import { readClientMetadata } from '../input-types.ts';
import { userDisabled } from '../sign-in/next-step.ts';
import { migrateUser } from '../users/migrate-user.ts';
import { attemptKey, findUser } from '../users/users.ts';

export const forgotPassword: Operation = async (context, input) => {
  const { ClientId, Username, SecretHash } = readTexts(input, {
    ClientId: rules.clientId,
    Username: rules.username,
    SecretHash: { optional: true },
  });
  const clientMetadata = readClientMetadata(input);
  const scope = findClient(context, ClientId);
  await checkSecretHash(scope.client, Username, SecretHash);
  const user =
    findUser(scope.pool, Username) ??
    (await migrateUser(context, scope, { source: 'ForgotPassword', username: Username, clientMetadata }));
  const contact = user && recoveryContact(scope.pool, user);
  const reachable = user?.status === 'FORCE_CHANGE_PASSWORD' || contact !== undefined;
  if ((!user?.enabled || !reachable) && hidesExistence(scope)) {
    const why = (!user && 'is nobody') || (!user?.enabled && 'is disabled') || 'has no verified address';
    context.platform.print(
      `ForgotPassword: ${Username} ${why}; nothing was sent, and the answer does not tell`,
    );
    countSentCode(context, scope.pool, 'ForgotPassword', attemptKey(user, Username));
    return { CodeDeliveryDetails: await fakeDelivery(scope.pool, Username) };
  }
  if (!user) throw userNotFound();
  if (!user.enabled) throw userDisabled();
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    throw new ServiceError('NotAuthorizedException', 'User password cannot be reset in the current state.');
  }
  if (!contact) {
    throw invalidParameter(
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
    );
  }
  const request = { contact, clientMetadata };
  return { CodeDeliveryDetails: await issueCode(context, scope, user, 'ForgotPassword', request) };
};
