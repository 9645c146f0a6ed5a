/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html */
import { ServiceError } from '../../service-error.ts';
import { checkSecretHash, findClient } from '../clients.ts';
import { checkCode, codeExpired, spendCode } from '../codes/codes.ts';
import type { Operation } from '../context.ts';
import { hidesExistence, userNotFound } from '../users/existence.ts';
import { readTexts, rules } from '../input.ts';
import type { User, UserPool } from '../state.ts';
import { findUser, userByEmail } from '../users/users.ts';

/** An address is an alias of one user only: the one who asks for it by ForceAliasCreation, else whoever had it. */
function takeAlias(pool: UserPool, user: User, force: boolean): void {
  const email = user.attributes['email'];
  const holder = email === undefined ? undefined : userByEmail(pool, email);
  if (!holder || holder === user) return;
  if (!force) {
    throw new ServiceError('AliasExistsException', 'An account with the email already exists.');
  }
  holder.attributes['email_verified'] = 'false';
}

export const confirmSignUp: Operation = async (context, input) => {
  const { ClientId, Username, ConfirmationCode, SecretHash } = readTexts(input, {
    ClientId: rules.clientId,
    Username: rules.username,
    ConfirmationCode: rules.code,
    SecretHash: { optional: true },
  });
  const scope = findClient(context, ClientId);
  const { pool, client } = scope;
  await checkSecretHash(client, Username, SecretHash);
  const user = findUser(pool, Username);
  if (!user) throw hidesExistence(scope) ? codeExpired() : userNotFound();
  if (user.status !== 'UNCONFIRMED') {
    throw new ServiceError(
      'NotAuthorizedException',
      `User cannot be confirmed. Current status is ${user.status}`,
    );
  }
  checkCode(pool, user, 'SignUp', ConfirmationCode, context.world.now());
  takeAlias(pool, user, input['ForceAliasCreation'] === true);
  spendCode(pool, user, 'SignUp');
  user.status = 'CONFIRMED';
  user.attributes['email_verified'] = 'true';
  return {};
};
