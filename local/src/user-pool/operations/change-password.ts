/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html */
import { readAccessToken } from '../tokens/access-token.ts';
import { countAttempt, forgetAttempts, refuseOverLimit } from '../attempts.ts';
import type { Operation } from '../context.ts';
import { wrongPassword } from '../users/existence.ts';
import { readTexts, rules } from '../input.ts';
import { checkNewPassword, isPasswordOf, makePassword } from '../users/passwords.ts';
import { userKey } from '../users/users.ts';

export const changePassword: Operation = async (context, input) => {
  const { AccessToken, PreviousPassword, ProposedPassword } = readTexts(input, {
    AccessToken: rules.accessToken,
    PreviousPassword: { ...rules.password, optional: true },
    ProposedPassword: rules.password,
  });
  const { pool, user } = await readAccessToken(context, AccessToken);
  const key = userKey(user.username);
  const now = context.platform.now();
  refuseOverLimit(pool, 'passwordChanges', key, now);
  // A user without a password sets the first one, and must not send a previous one.
  const isProven = user.password
    ? PreviousPassword !== undefined && (await isPasswordOf(pool, user, PreviousPassword))
    : PreviousPassword === undefined;
  if (!isProven) {
    countAttempt(pool, 'passwordChanges', key, now);
    throw wrongPassword();
  }
  await checkNewPassword(context, pool, ProposedPassword);
  user.password = await makePassword(pool, user.username, ProposedPassword, context.platform);
  user.updatedAt = now;
  forgetAttempts(pool, 'passwordChanges', key);
  return {};
};
