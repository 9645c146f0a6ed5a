/** Finds a user by name or alias. Names and aliases are not case sensitive. */
import { getOwn } from '../../lib/own.ts';
import type { User, UserPool } from '../state.ts';

export const userKey = (username: string): string => username.toLowerCase();

export const userByName = (pool: UserPool, username: string): User | undefined =>
  getOwn(pool.users, userKey(username));

/** Only ASCII is folded: an address with a Kelvin sign reaches another mailbox than the one with a k. */
const emailKey = (email: string): string => email.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** An e-mail address is an alias once it is verified. */
export const userByEmail = (pool: UserPool, email: string): User | undefined =>
  Object.values(pool.users).find(
    ({ attributes }) =>
      attributes['email_verified'] === 'true' && emailKey(attributes['email'] ?? '') === emailKey(email),
  );

export const findUser = (pool: UserPool, name: string): User | undefined =>
  userByName(pool, name) ?? userByEmail(pool, name);

/** What attempts are counted under: the user where there is one, else the name as given. */
export const attemptKey = (user: User | undefined, name: string): string => userKey(user?.username ?? name);
