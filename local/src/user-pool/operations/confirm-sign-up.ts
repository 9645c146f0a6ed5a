/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html */
import { ServiceError } from '../../protocol/service-error.ts';
import { takeAlias } from '../users/alias.ts';
import { checkSecretHash, findClient } from '../clients.ts';
import { checkCode, codeExpired, spendCode } from '../codes/codes.ts';
import type { Operation } from '../context.ts';
import { hidesExistence, userNotFound } from '../users/existence.ts';
import { readTexts, rules } from '../input.ts';
import { readClientMetadata, readFlag } from '../input-types.ts';
import { postConfirmation } from '../triggers/post-confirmation.ts';
import { openSignUpSession, readSignUpSession } from '../sign-in/sign-up-token.ts';
import { findUser } from '../users/users.ts';

export const confirmSignUp: Operation = async (context, input) => {
  const { ClientId, Username, ConfirmationCode, SecretHash, Session } = readTexts(input, {
    ClientId: rules.clientId,
    Username: rules.username,
    ConfirmationCode: rules.code,
    SecretHash: { optional: true },
    Session: { ...rules.session, optional: true },
  });
  const force = readFlag(input, 'ForceAliasCreation') === true;
  const clientMetadata = readClientMetadata(input);
  const scope = findClient(context, ClientId);
  const { pool, client } = scope;
  await checkSecretHash(client, Username, SecretHash);
  const user = findUser(pool, Username);
  if (!user) {
    context.platform.print(`ConfirmSignUp: ${Username} is nobody`);
    throw hidesExistence(scope) ? codeExpired() : userNotFound();
  }
  if (user.status !== 'UNCONFIRMED') {
    throw new ServiceError(
      'NotAuthorizedException',
      `User cannot be confirmed. Current status is ${user.status}`,
    );
  }
  const signUpSession = await readSignUpSession(context, scope, Session, Username);
  const { contact, address } = checkCode(pool, user, 'SignUp', ConfirmationCode, context.platform.now());
  // An address that was changed in between is not proven by the code that went to the one before.
  const proven = user.attributes[contact] === address;
  if (proven) takeAlias(pool, user, contact, force);
  spendCode(pool, user, 'SignUp');
  signUpSession.use();
  user.status = 'CONFIRMED';
  if (proven) user.attributes[`${contact}_verified`] = 'true';
  user.updatedAt = context.platform.now();
  await postConfirmation(context, scope, user, 'ConfirmSignUp', clientMetadata);
  return openSignUpSession(context, scope, user);
};
