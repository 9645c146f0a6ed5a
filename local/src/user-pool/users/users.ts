/** Finds users by user name, `sub` or alias. User names and aliases are not case sensitive. */
import { getOwn } from '../../lib/own.ts';
import { peek } from '../../lib/watched.ts';
import type { Contact, User, UserPool } from '../state.ts';

/** Returns the key of a user in `pool.users`. */
export const userKey = (username: string): string => username.toLowerCase();

export const userByName = (pool: UserPool, username: string): User | undefined =>
  getOwn(pool.users, userKey(username));

/**
 * Searches all users. Reads them with `peek`, and takes only the match from the watched state: what is read there counts
 * as changed.
 */
function search(pool: UserPool, matches: (user: User) => boolean): User | undefined {
  const match = Object.values(peek(pool.users)).find(matches);
  return match && userByName(pool, match.username);
}

export const userBySub = (pool: UserPool, sub: string): User | undefined =>
  search(pool, (user) => user.sub === sub);

/** Folds ASCII only: an address with the Kelvin sign (U+212A) belongs to another mailbox than the one with a k. */
const addressKey = (address: string): string =>
  address.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

export type Alias = Contact | 'preferred_username';

/**
 * Checks whether an attribute signs its user in. A username attribute does so from the start, an alias address once it
 * is verified, `preferred_username` once the user is confirmed.
 */
function isActiveAlias(pool: UserPool, { attributes, status }: User, alias: Alias): boolean {
  if (alias === 'preferred_username') return status !== 'UNCONFIRMED';
  return pool.usernameAttributes.includes(alias) || attributes[`${alias}_verified`] === 'true';
}

/** Patterns of the aliases. A value that does not fit is not searched for among all users. */
const looksLike: Record<Alias, RegExp> = { email: /@/, phone_number: /^\+/, preferred_username: /./ };

/** Returns the user whom an alias signs in; undefined if there is none, or if the pool has no such alias. */
export function aliasHolder(pool: UserPool, alias: Alias, value: string): User | undefined {
  const signsIn: readonly Alias[] = [...pool.usernameAttributes, ...pool.aliasAttributes];
  if (!signsIn.includes(alias) || !looksLike[alias].test(value)) return undefined;
  const key = alias === 'preferred_username' ? userKey : addressKey;
  const wanted = key(value);
  const isHolder = (user: User) => {
    const own = user.attributes[alias];
    return own !== undefined && key(own) === wanted && isActiveAlias(pool, user, alias);
  };
  // Remembers the last match: a search through ten thousand users takes milliseconds, and addresses repeat.
  const hints = (pool.aliasHints ??= {});
  const hint = `${alias}:${wanted}`;
  const previous = userByName(pool, hints[hint] ?? '');
  if (previous && isHolder(previous)) return previous;
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

/**
 * Returns the key under which attempts are counted: the user's key if there is a user, else the name of the request.
 */
export const attemptKey = (user: User | undefined, name: string): string => userKey(user?.username ?? name);
