/** The invitation of a user whom an administrator made: where it goes, and the temporary password in it. */
import { sendCode } from '../../codes/delivery.ts';
import type { Context, Scope } from '../../context.ts';
import { invalidParameter } from '../../input.ts';
import type { Contact, PasswordPolicy, User } from '../../state.ts';

const LETTERS = 'abcdefghijkmnpqrstuvwxyz';
const KINDS = [LETTERS, LETTERS.toUpperCase(), '23456789', '!#%&*+-?@'];

/** At least twelve characters with one of each kind, so that every policy takes it. */
export function newTemporaryPassword(policy: PasswordPolicy, random: (length: number) => Uint8Array): string {
  const length = Math.max(policy.minimumLength, 12);
  return Array.from({ length }, (_none, at) => {
    const kind = KINDS[at % KINDS.length] ?? LETTERS;
    // Out of so many values the remainder favours none noticeably.
    return kind[random(4).reduce((sum, byte) => sum * 256 + byte, 0) % kind.length];
  }).join('');
}

/** AWS's default is SMS; a medium that the user has no address for is left out while another is left. */
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

/** `password` is undefined for a user who signs in with codes. */
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
