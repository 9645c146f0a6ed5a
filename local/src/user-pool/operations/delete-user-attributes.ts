/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
import type { Operation } from '../context.ts';
import { readAccessToken } from '../tokens/access-token.ts';
import { invalidParameter, readTexts, rules } from '../input.ts';
import { readTextList } from '../input-types.ts';
import { checkAttributes, deleteAttribute } from '../users/attributes.ts';
import { dropUnusableMfa } from '../users/mfa.ts';
import { requireAttributes } from '../users/schema.ts';

export const deleteUserAttributes: Operation = async (context, input) => {
  const { AccessToken } = readTexts(input, { AccessToken: rules.accessToken });
  const names = readTextList(input, 'UserAttributeNames');
  if (!names) {
    throw invalidParameter(
      "1 validation error detected: Value at 'userAttributeNames' failed to satisfy constraint: Member must not be null",
    );
  }
  const { user, pool, client } = await readAccessToken(context, AccessToken);
  const blank = new Map(names.map((name) => [name, '']));
  checkAttributes(pool, blank, { as: 'user', client }, user);
  requireAttributes(
    pool.requiredAttributes.filter((name) => blank.has(name)),
    blank,
  );
  for (const name of names) deleteAttribute(user, name);
  dropUnusableMfa(user);
  user.updatedAt = context.platform.now();
  return {};
};
