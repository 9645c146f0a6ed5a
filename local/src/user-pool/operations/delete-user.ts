/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
import { readAccessToken } from '../tokens/access-token.ts';
import type { Operation } from '../context.ts';
import { readTexts, rules } from '../input.ts';
import { deleteUserOf } from '../users/delete-user.ts';

export const deleteUser: Operation = async (context, input) => {
  const { AccessToken } = readTexts(input, { AccessToken: rules.accessToken });
  const { pool, user } = await readAccessToken(context, AccessToken);
  deleteUserOf(pool, user);
  return {};
};
