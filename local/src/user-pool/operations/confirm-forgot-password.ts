/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html */
import { forgetWrongPasswords } from '../attempts.ts';
import { checkCode, refuseAnyCode, spendCode } from '../codes/codes.ts';
import type { Operation } from '../context.ts';
import { rules } from '../input.ts';
import { postConfirmation } from '../triggers/post-confirmation.ts';
import { checkNewPassword, makePassword } from '../users/passwords.ts';
import { userDisabled } from '../users/refusals.ts';
import { attemptKey } from '../users/users.ts';
import { readUserRequest, visibleUser } from './user-request.ts';

export const confirmForgotPassword: Operation = async (context, input) => {
  const request = await readUserRequest(context, input, {
    ConfirmationCode: rules.code,
    Password: rules.password,
  });
  const { scope, username, texts, clientMetadata } = request;
  const { pool } = scope;
  // A user without a code is hidden as well: the reply must not show that the name exists.
  const noCode = request.user?.codes.ForgotPassword ? undefined : 'requested no code';
  const user = visibleUser(context, 'ConfirmForgotPassword', request, noCode);
  const attempts = attemptKey(request.user, username);
  if (!user) return refuseAnyCode(context, pool, 'ForgotPassword', attempts);
  if (!user.enabled) throw userDisabled();
  checkCode(pool, user, 'ForgotPassword', texts.ConfirmationCode, context.platform.now());
  await checkNewPassword(context, pool, texts.Password);

  spendCode(pool, user, 'ForgotPassword');
  user.password = await makePassword(pool, user.username, texts.Password, context.platform);
  user.status = 'CONFIRMED';
  user.updatedAt = context.platform.now();
  forgetWrongPasswords(pool, attempts);
  await postConfirmation(context, scope, user, 'ConfirmForgotPassword', clientMetadata);
  return {};
};
