/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
import type { Operation } from '../context.ts';
import { missingMember, readTexts, rules } from '../input.ts';
import { readTextList } from '../input-types.ts';
import { readAccessToken } from '../tokens/access-token.ts';
import { deleteAttributes } from '../users/attributes.ts';

export const deleteUserAttributes: Operation = async (context, input) => {
  const { AccessToken } = readTexts(input, { AccessToken: rules.accessToken });
  const names = readTextList(input, 'UserAttributeNames');
  if (!names) throw missingMember('UserAttributeNames');
  const { user, pool, client } = await readAccessToken(context, AccessToken);
  deleteAttributes(context, pool, user, names, { as: 'user', client });
  return {};
};
