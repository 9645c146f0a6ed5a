/** Aliases: an address or `preferred_username` signs in one user only. */
import { ServiceError } from '../../protocol/service-error.ts';
import type { User, UserPool } from '../state.ts';
import { type Alias, aliasHolder } from './users.ts';

export const aliasExists = (alias: Alias): ServiceError =>
  new ServiceError('AliasExistsException', `An account with the ${alias} already exists.`);

/** Refuses an alias that another user has. */
export function refuseTakenAlias(pool: UserPool, user: User | undefined, alias: Alias, value: string): void {
  const holder = aliasHolder(pool, alias, value);
  if (holder && holder !== user) throw aliasExists(alias);
}

/**
 * Moves an alias to a user. Call this before the user's address is marked as verified. A username attribute never moves.
 * @param force whether another user loses the alias; if false, this throws instead
 * @throws {ServiceError} AliasExistsException
 */
export function takeAlias(
  pool: UserPool,
  user: User,
  alias: Alias,
  force: boolean,
  value = user.attributes[alias],
): void {
  const holder = value === undefined ? undefined : aliasHolder(pool, alias, value);
  if (!holder || holder === user) return;
  const movable = alias !== 'preferred_username' && !pool.usernameAttributes.includes(alias);
  if (!force || !movable) throw aliasExists(alias);
  holder.attributes[`${alias}_verified`] = 'false';
}
