/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html */
import { checkSecretHash, findClient } from '../clients.ts';
import { checkCode, refuseAnyCode, spendCode } from '../codes/codes.ts';
import type { Operation } from '../context.ts';
import { hidesExistence, userNotFound } from '../users/existence.ts';
import { readTexts, rules } from '../input.ts';
import { readClientMetadata } from '../input-types.ts';
import { forgetWrongPasswords } from '../attempts.ts';
import { userDisabled } from '../sign-in/next-step.ts';
import { postConfirmation } from '../triggers/post-confirmation.ts';
import { checkNewPassword, makePassword } from '../users/passwords.ts';
import { attemptKey, findUser } from '../users/users.ts';

export const confirmForgotPassword: Operation = async (context, input) => {
  const { ClientId, Username, ConfirmationCode, Password, SecretHash } = readTexts(input, {
    ClientId: rules.clientId,
    Username: rules.username,
    ConfirmationCode: rules.code,
    Password: rules.password,
    SecretHash: { optional: true },
  });
  const clientMetadata = readClientMetadata(input);
  const scope = findClient(context, ClientId);
  const { pool, client } = scope;
  await checkSecretHash(client, Username, SecretHash);
  const user = findUser(pool, Username);
  // Whoever never asked for a code looks like a user who does not exist.
  const hidden = !user?.enabled || !user.codes.ForgotPassword;
  if (hidden && hidesExistence(scope)) {
    const why = (!user && 'is nobody') || (!user?.enabled && 'is disabled') || 'asked for no code';
    context.platform.print(`ConfirmForgotPassword: ${Username} ${why}, which the answer does not tell`);
    return refuseAnyCode(context, pool, 'ForgotPassword', attemptKey(user, Username));
  }
  if (!user) throw userNotFound();
  if (!user.enabled) throw userDisabled();
  checkCode(pool, user, 'ForgotPassword', ConfirmationCode, context.platform.now());
  await checkNewPassword(context, pool, Password);

  spendCode(pool, user, 'ForgotPassword');
  user.password = await makePassword(pool, user.username, Password, context.platform);
  user.status = 'CONFIRMED';
  user.updatedAt = context.platform.now();
  forgetWrongPasswords(pool, attemptKey(user, Username));
  await postConfirmation(context, scope, user, 'ConfirmForgotPassword', clientMetadata);
  return {};
};
