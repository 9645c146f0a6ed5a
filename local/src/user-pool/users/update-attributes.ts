/**
 * Changes attributes of a user who is there already: new addresses are sent codes, and where the pool says so they wait
 * until their code was entered.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html
 */
import type { Context, Scope } from '../context.ts';
import { issueCode } from '../codes/codes.ts';
import type { CodeDelivery } from '../codes/masks.ts';
import type { Contact, User, UserPool } from '../state.ts';
import { refuseTakenAlias, takeAlias } from './alias.ts';
import { writeAttributes } from './attributes.ts';
import { contacts, requireAttributes } from './schema.ts';
import { dropUnusableMfa } from './mfa.ts';

interface Change {
  attributes: ReadonlyMap<string, string>;
  /** Addresses that an administrator vouches for need no code. */
  vouched: readonly Contact[];
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

function forgetWaiting(user: User, contact: Contact): void {
  if (user.pendingAttributes[contact] === undefined) return;
  delete user.pendingAttributes[contact];
  delete user.codes[`UpdateUserAttribute_${contact}`];
}

/** What was sent where. */
export async function updateAttributes(
  context: Context,
  scope: Scope,
  user: User,
  { attributes, vouched, clientMetadata }: Change,
): Promise<CodeDelivery[]> {
  const { pool } = scope;
  requireAttributes(
    pool.requiredAttributes.filter((name) => attributes.has(name)),
    attributes,
  );
  refuseTaken(pool, user, attributes);
  const changed = contacts.filter((contact) => {
    const value = attributes.get(contact);
    return value && value !== user.attributes[contact] && !vouched.includes(contact);
  });
  const waiting = changed.filter((contact) => pool.verifyBeforeUpdate.includes(contact));
  for (const contact of contacts) {
    // Whoever writes the address of before has thought better of the one that waits.
    const written = attributes.get(contact);
    if (written !== undefined && written === user.attributes[contact]) forgetWaiting(user, contact);
  }
  // Before they are written: of two who hold an address, only the other one must be found.
  for (const contact of vouched) takeAlias(pool, user, contact, true, attributes.get(contact));
  writeAttributes(user, new Map([...attributes].filter(([name]) => !waiting.includes(name as Contact))));
  dropUnusableMfa(user);
  user.updatedAt = context.platform.now();

  const sent: CodeDelivery[] = [];
  for (const contact of changed) {
    const address = attributes.get(contact) ?? '';
    if (waiting.includes(contact)) user.pendingAttributes[contact] = address;
    if (!waiting.includes(contact) && !pool.autoVerifiedAttributes.includes(contact)) continue;
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
