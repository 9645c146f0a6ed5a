/** Finds a user by name or alias. Names and aliases are not case sensitive. */
import { getOwn } from '../../lib/own.ts';
import { peek } from '../../lib/watched.ts';
import type { Contact, User, UserPool } from '../state.ts';

export const userKey = (username: string): string => username.toLowerCase();

export const userByName = (pool: UserPool, username: string): User | undefined =>
  getOwn(pool.users, userKey(username));

/** Goes through all of them. Nobody is laid hands on but whoever is found. */
function search(pool: UserPool, isIt: (user: User) => boolean): User | undefined {
  const found = Object.values(peek(pool.users)).find(isIt);
  return found && userByName(pool, found.username);
}

export const userBySub = (pool: UserPool, sub: string): User | undefined =>
  search(pool, (user) => user.sub === sub);

/** Only ASCII is folded: an address with a Kelvin sign reaches another mailbox than the one with a k. */
const addressKey = (address: string): string =>
  address.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

export type Alias = Contact | 'preferred_username';

/** An address that people sign up with is theirs from the start; an alias once it is verified, or its user confirmed. */
function holds(pool: UserPool, { attributes, status }: User, alias: Alias): boolean {
  if (alias === 'preferred_username') return status !== 'UNCONFIRMED';
  return pool.usernameAttributes.includes(alias) || attributes[`${alias}_verified`] === 'true';
}

/** What an address looks like; whatever does not is not looked for among all users' addresses. */
const looksLike: Record<Alias, RegExp> = { email: /@/, phone_number: /^\+/, preferred_username: /./ };

/** Whom a value signs in, where it does. */
export function aliasHolder(pool: UserPool, alias: Alias, value: string): User | undefined {
  const signsIn: readonly Alias[] = [...pool.usernameAttributes, ...pool.aliasAttributes];
  if (!signsIn.includes(alias) || !looksLike[alias].test(value)) return undefined;
  const key = alias === 'preferred_username' ? userKey : addressKey;
  const wanted = key(value);
  const isHolder = (user: User) => {
    const own = user.attributes[alias];
    return own !== undefined && key(own) === wanted && holds(pool, user, alias);
  };
  // To go through ten thousand users takes milliseconds, and people sign in by the same address again and again.
  const hints = (pool.aliasHints ??= {});
  const hint = `${alias}:${wanted}`;
  const before = userByName(pool, hints[hint] ?? '');
  if (before && isHolder(before)) return before;
  const holder = search(pool, isHolder);
  if (holder) hints[hint] = userKey(holder.username);
  else delete hints[hint];
  return holder;
}

export const findUser = (pool: UserPool, name: string): User | undefined =>
  userByName(pool, name) ??
  aliasHolder(pool, 'email', name) ??
  aliasHolder(pool, 'phone_number', name) ??
  aliasHolder(pool, 'preferred_username', name);

/** What attempts are counted under: the user where there is one, else the name as given. */
export const attemptKey = (user: User | undefined, name: string): string => userKey(user?.username ?? name);
