/**
 * Changes and deletes a user's attributes for an administrator. The write permissions of app clients do not apply.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html
 */
import type { Operation } from '../../context.ts';
import { invalidParameter } from '../../input.ts';
import { readClientMetadata, readTextList } from '../../input-types.ts';
import { deleteAttributes, readAttributes } from '../../users/attributes.ts';
import { contacts } from '../../users/schema.ts';
import { updateAttributes } from '../update-user-attributes.ts';
import { userOf, withoutClient } from './pool-and-user.ts';

/** An address with `…_verified` set to true beside it counts as verified at once; any other new address gets a code. */
export const adminUpdateUserAttributes: Operation = async (context, input) => {
  const clientMetadata = readClientMetadata(input);
  const { pool, user } = userOf(context, input);
  const attributes = readAttributes(pool, input, { as: 'administrator' }, user);
  const verified = contacts.filter((contact) => attributes.get(`${contact}_verified`) === 'true');
  for (const contact of verified) {
    if (!(attributes.get(contact) ?? user.attributes[contact])) {
      throw invalidParameter(`Cannot set ${contact}_verified: the user has no ${contact}.`);
    }
  }
  await updateAttributes(context, withoutClient(pool), user, { attributes, verified, clientMetadata });
  return {};
};

export const adminDeleteUserAttributes: Operation = async (context, input) => {
  const { pool, user } = userOf(context, input);
  const names = readTextList(input, 'UserAttributeNames') ?? [];
  deleteAttributes(context, pool, user, names, { as: 'administrator' });
  return {};
};
