/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html */
import { checkCode, codeExpired, spendCode } from '../codes/codes.ts';
import type { Operation } from '../context.ts';
import { rules } from '../input.ts';
import { readFlag } from '../input-types.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { openSignUpToken, readSignUpToken } from '../sign-in/sign-up-token.ts';
import { postConfirmation } from '../triggers/post-confirmation.ts';
import { takeAlias } from '../users/alias.ts';
import { hidesExistence, userNotFound } from '../users/existence.ts';
import { readUserRequest } from './user-request.ts';

export const confirmSignUp: Operation = async (context, input) => {
  const forceAlias = readFlag(input, 'ForceAliasCreation') === true;
  const { scope, username, user, texts, clientMetadata } = await readUserRequest(context, input, {
    ConfirmationCode: rules.code,
    Session: { ...rules.challengeToken, optional: true },
  });
  const { pool } = scope;
  if (!user) {
    context.platform.print(`ConfirmSignUp: ${username} does not exist`);
    throw hidesExistence(scope) ? codeExpired() : userNotFound();
  }
  if (user.status !== 'UNCONFIRMED') {
    throw new ServiceError(
      'NotAuthorizedException',
      `User cannot be confirmed. Current status is ${user.status}`,
    );
  }
  const signUpToken = await readSignUpToken(context, scope, texts.Session, username);
  const now = context.platform.now();
  const { contact, address } = checkCode(pool, user, 'SignUp', texts.ConfirmationCode, now);
  // If the address changed after the code was sent, the code proves nothing about the new address.
  const isProven = user.attributes[contact] === address;
  if (isProven) takeAlias(pool, user, contact, forceAlias);
  spendCode(pool, user, 'SignUp');
  signUpToken.spend();
  user.status = 'CONFIRMED';
  if (isProven) user.attributes[`${contact}_verified`] = 'true';
  user.updatedAt = context.platform.now();
  await postConfirmation(context, scope, user, 'ConfirmSignUp', clientMetadata);
  return openSignUpToken(context, scope, user);
};
