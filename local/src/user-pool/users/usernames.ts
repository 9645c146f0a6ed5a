/**
 * What a newcomer is called: the name that was chosen, or a UUID where people sign up with an address.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-usernames
 */
import { uuidFrom } from '../../lib/uuid.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Platform } from '../../platform/platform.ts';
import { invalidParameter } from '../input.ts';
import type { Contact, UserPool } from '../state.ts';
import { contacts, isEmail, isPhone } from './schema.ts';
import { aliasHolder, userByName } from './users.ts';

const matches: Record<Contact, (text: string) => boolean> = { email: isEmail, phone_number: isPhone };
const words: Record<Contact, string> = { email: 'email', phone_number: 'phone number' };

function contactOf({ usernameAttributes }: UserPool, given: string): Contact {
  const contact = usernameAttributes.find((one) => matches[one](given));
  if (contact) return contact;
  const [first = 'email', second] = usernameAttributes;
  throw invalidParameter(
    second === undefined
      ? `Username should be ${first === 'email' ? 'an' : 'a'} ${words[first]}.`
      : 'Username should be either an email or a phone number.',
  );
}

export interface ChosenUsername {
  username: string;
  sub: string;
  /** With the address that stood for a name. */
  attributes: Map<string, string>;
}

export function chooseUsername(
  pool: UserPool,
  given: string,
  attributes: ReadonlyMap<string, string>,
  platform: Platform,
): ChosenUsername {
  const sub = uuidFrom(platform.random(16));
  if (pool.usernameAttributes.length > 0) {
    const contact = contactOf(pool, given);
    return { username: sub, sub, attributes: new Map([[contact, given], ...attributes]) };
  }
  // A name that looks like an alias could be somebody else's address.
  for (const contact of contacts) {
    if (pool.aliasAttributes.includes(contact) && matches[contact](given)) {
      throw invalidParameter(
        `Username cannot be of ${words[contact]} format, since user pool is configured for ${words[contact]} alias.`,
      );
    }
  }
  return { username: given, sub, attributes: new Map(attributes) };
}

/** `exists` is AWS's sentence, which differs between a sign-up and an administrator's. */
export function refuseTakenUsername(
  pool: UserPool,
  username: string,
  attributes: ReadonlyMap<string, string>,
  exists: string,
): void {
  if (userByName(pool, username)) throw new ServiceError('UsernameExistsException', exists);
  for (const contact of pool.usernameAttributes) {
    const value = attributes.get(contact);
    if (value && aliasHolder(pool, contact, value)) {
      throw new ServiceError(
        'UsernameExistsException',
        `An account with the given ${contact} already exists.`,
      );
    }
  }
}
