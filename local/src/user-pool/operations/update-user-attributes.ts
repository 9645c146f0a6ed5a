/**
 * Changes attributes of a user. A new address gets a code; if the pool says so (`verifyBeforeUpdate`), it replaces the
 * old address only after its code was entered.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html
 */
import { issueCode } from '../codes/codes.ts';
import type { CodeDelivery } from '../codes/masks.ts';
import type { Context, Operation, Scope } from '../context.ts';
import { readTexts, rules } from '../input.ts';
import { readClientMetadata } from '../input-types.ts';
import type { Contact, User, UserPool } from '../state.ts';
import { readAccessToken } from '../tokens/access-token.ts';
import { refuseTakenAlias, takeAlias } from '../users/alias.ts';
import { readAttributes, writeAttributes } from '../users/attributes.ts';
import { dropUnusableMfa } from '../users/mfa.ts';
import { contacts, requireAttributes } from '../users/schema.ts';

interface Change {
  attributes: ReadonlyMap<string, string>;
  /** Addresses that an administrator marks as verified, which need no code. */
  verified: readonly Contact[];
  clientMetadata: Readonly<Record<string, string>> | undefined;
}

function refuseTaken(pool: UserPool, user: User, attributes: ReadonlyMap<string, string>): void {
  for (const contact of pool.usernameAttributes) {
    const value = attributes.get(contact);
    if (value) refuseTakenAlias(pool, user, contact, value);
  }
  const preferred = attributes.get('preferred_username');
  if (preferred && pool.aliasAttributes.includes('preferred_username')) {
    refuseTakenAlias(pool, user, 'preferred_username', preferred);
  }
}

function forgetPending(user: User, contact: Contact): void {
  if (user.pendingAttributes[contact] === undefined) return;
  delete user.pendingAttributes[contact];
  delete user.codes[`UpdateUserAttribute_${contact}`];
}

/**
 * Changes attributes that were read and checked already.
 * @returns where codes were sent
 */
export async function updateAttributes(
  context: Context,
  scope: Scope,
  user: User,
  { attributes, verified, clientMetadata }: Change,
): Promise<CodeDelivery[]> {
  const { pool } = scope;
  requireAttributes(
    pool.requiredAttributes.filter((name) => attributes.has(name)),
    attributes,
  );
  refuseTaken(pool, user, attributes);
  const changed = contacts.filter((contact) => {
    const value = attributes.get(contact);
    return value && value !== user.attributes[contact] && !verified.includes(contact);
  });
  const pending = changed.filter((contact) => pool.verifyBeforeUpdate.includes(contact));
  for (const contact of contacts) {
    // Writing the current address again withdraws a pending change.
    const written = attributes.get(contact);
    if (written !== undefined && written === user.attributes[contact]) forgetPending(user, contact);
  }
  // Takes the alias before the attribute is written, so that the search for its owner finds only another user.
  for (const contact of verified) takeAlias(pool, user, contact, true, attributes.get(contact));
  writeAttributes(user, new Map([...attributes].filter(([name]) => !pending.includes(name as Contact))));
  dropUnusableMfa(user);
  user.updatedAt = context.platform.now();

  const sent: CodeDelivery[] = [];
  for (const contact of changed) {
    const address = attributes.get(contact) ?? '';
    if (pending.includes(contact)) user.pendingAttributes[contact] = address;
    if (!pending.includes(contact) && !pool.autoVerifiedAttributes.includes(contact)) continue;
    delete user.codes[`VerifyUserAttribute_${contact}`];
    sent.push(
      await issueCode(context, scope, user, `UpdateUserAttribute_${contact}`, {
        contact,
        address,
        clientMetadata,
      }),
    );
  }
  return sent;
}

export const updateUserAttributes: Operation = async (context, input) => {
  const { AccessToken } = readTexts(input, { AccessToken: rules.accessToken });
  const { user, ...scope } = await readAccessToken(context, AccessToken);
  const attributes = readAttributes(scope.pool, input, { as: 'user', client: scope.client }, user);
  const clientMetadata = readClientMetadata(input);
  const sent = await updateAttributes(context, scope, user, { attributes, verified: [], clientMetadata });
  return { CodeDeliveryDetailsList: sent };
};
