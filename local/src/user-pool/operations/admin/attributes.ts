/**
 * An administrator's changes to a user's attributes, for which no app client's permissions are asked.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html
 */
import type { Operation } from '../../context.ts';
import { invalidParameter } from '../../input.ts';
import { readClientMetadata, readTextList } from '../../input-types.ts';
import { checkAttributes, deleteAttribute, readAttributes } from '../../users/attributes.ts';
import { dropUnusableMfa } from '../../users/mfa.ts';
import { contacts, requireAttributes } from '../../users/schema.ts';
import { updateAttributes } from '../../users/update-attributes.ts';
import { userOf, withoutClient } from './pool-and-user.ts';

/** An address with `…_verified` set to true beside it counts as verified at once; another gets a code. */
export const adminUpdateUserAttributes: Operation = async (context, input) => {
  const clientMetadata = readClientMetadata(input);
  const { pool, user } = userOf(context, input);
  const attributes = readAttributes(pool, input, { as: 'administrator' }, user);
  const vouched = contacts.filter((contact) => attributes.get(`${contact}_verified`) === 'true');
  for (const contact of vouched) {
    if (!(attributes.get(contact) ?? user.attributes[contact])) {
      throw invalidParameter(`Cannot set ${contact}_verified: the user has no ${contact}.`);
    }
  }
  await updateAttributes(context, withoutClient(pool), user, { attributes, vouched, clientMetadata });
  return {};
};

export const adminDeleteUserAttributes: Operation = async (context, input) => {
  const { pool, user } = userOf(context, input);
  const names = readTextList(input, 'UserAttributeNames') ?? [];
  const blank = new Map(names.map((name) => [name, '']));
  checkAttributes(pool, blank, { as: 'administrator' }, user);
  requireAttributes(
    pool.requiredAttributes.filter((name) => blank.has(name)),
    blank,
  );
  for (const name of names) deleteAttribute(user, name);
  dropUnusableMfa(user);
  user.updatedAt = context.platform.now();
  return {};
};
