/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html */
import type { Operation } from '../../context.ts';
import { readTexts, rules } from '../../input.ts';
import { readFlag } from '../../input-types.ts';
import { forgetWrongPasswords } from '../../attempts.ts';
import { checkNewPassword, makePassword } from '../../users/passwords.ts';
import { userKey } from '../../users/users.ts';
import { userOf } from './pool-and-user.ts';

export const adminSetUserPassword: Operation = async (context, input) => {
  const { Password } = readTexts(input, { Password: rules.password });
  const permanent = readFlag(input, 'Permanent') === true;
  const { pool, user } = userOf(context, input);
  await checkNewPassword(context, pool, Password);
  user.password = await makePassword(pool, user.username, Password, context.platform);
  user.status = permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
  user.updatedAt = context.platform.now();
  forgetWrongPasswords(pool, userKey(user.username));
  return {};
};
