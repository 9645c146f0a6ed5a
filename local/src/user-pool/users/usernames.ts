/**
 * User names of new users: the requested name, or a UUID if the pool's users sign up with an address.
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
const labels: Record<Contact, string> = { email: 'email', phone_number: 'phone number' };

function contactOf({ usernameAttributes }: UserPool, address: string): Contact {
  const contact = usernameAttributes.find((one) => matches[one](address));
  if (contact) return contact;
  const [first = 'email', second] = usernameAttributes;
  throw invalidParameter(
    second === undefined
      ? `Username should be ${first === 'email' ? 'an' : 'a'} ${labels[first]}.`
      : 'Username should be either an email or a phone number.',
  );
}

export interface ChosenUsername {
  username: string;
  sub: string;
  /** The requested attributes, and the address that was sent as user name. */
  attributes: Map<string, string>;
}

/** Decides user name and `sub` of a new user. */
export function chooseUsername(
  pool: UserPool,
  requestedName: string,
  attributes: ReadonlyMap<string, string>,
  platform: Platform,
): ChosenUsername {
  const sub = uuidFrom(platform.random(16));
  if (pool.usernameAttributes.length > 0) {
    const contact = contactOf(pool, requestedName);
    return { username: sub, sub, attributes: new Map([[contact, requestedName], ...attributes]) };
  }
  // A user name that looks like an address could be the alias of another user.
  for (const contact of contacts) {
    if (pool.aliasAttributes.includes(contact) && matches[contact](requestedName)) {
      throw invalidParameter(
        `Username cannot be of ${labels[contact]} format, since user pool is configured for ${labels[contact]} alias.`,
      );
    }
  }
  return { username: requestedName, sub, attributes: new Map(attributes) };
}

/**
 * Refuses a user name or address that another user has.
 * @param exists AWS's message, which differs between SignUp and AdminCreateUser
 */
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
