/** Sends the invitation of a user whom an administrator created, with a temporary password. */
import { sendCode } from '../../codes/delivery.ts';
import type { Context, Scope } from '../../context.ts';
import { invalidParameter } from '../../input.ts';
import type { Contact, PasswordPolicy, User } from '../../state.ts';

const LETTERS = 'abcdefghijkmnpqrstuvwxyz';
const KINDS = [LETTERS, LETTERS.toUpperCase(), '23456789', '!#%&*+-?@'];

/**
 * Makes a temporary password of at least twelve characters, with characters of every kind, so that it fits any policy.
 */
export function newTemporaryPassword(policy: PasswordPolicy, random: (length: number) => Uint8Array): string {
  const length = Math.max(policy.minimumLength, 12);
  return Array.from({ length }, (_none, index) => {
    const kind = KINDS[index % KINDS.length] ?? LETTERS;
    // The remainder of a 32-bit number is close enough to uniform for so few characters.
    return kind[random(4).reduce((sum, byte) => sum * 256 + byte, 0) % kind.length];
  }).join('');
}

/**
 * Lists the addresses that get the invitation: those of the requested media that the user has. The default is SMS, as in
 * AWS.
 */
export function invitationContacts(user: User, media: readonly string[] | undefined): Contact[] {
  const wanted = media ?? ['SMS'];
  if (wanted.some((medium) => medium !== 'SMS' && medium !== 'EMAIL')) {
    throw invalidParameter(
      "1 validation error detected: Value at 'desiredDeliveryMediums' failed to satisfy constraint: " +
        'Member must satisfy enum value set: [SMS, EMAIL]',
    );
  }
  const contacts = wanted.map((medium): Contact => (medium === 'SMS' ? 'phone_number' : 'email'));
  return contacts.filter((contact) => user.attributes[contact]);
}

/**
 * Sends an invitation to each address.
 * @param password the temporary password; undefined for a user who signs in with codes
 */
export async function invite(
  context: Context,
  scope: Scope,
  user: User,
  {
    contacts,
    password = '',
    clientMetadata,
  }: {
    contacts: readonly Contact[];
    password: string | undefined;
    clientMetadata: Readonly<Record<string, string>> | undefined;
  },
): Promise<void> {
  for (const contact of contacts) {
    await sendCode(context, scope, user, {
      contact,
      purpose: 'AdminCreateUser',
      source: 'AdminCreateUser',
      code: password,
      clientMetadata,
    });
  }
}
