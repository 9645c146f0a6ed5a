/** An address or preferred name is an alias of one user only. */
import { ServiceError } from '../../protocol/service-error.ts';
import type { User, UserPool } from '../state.ts';
import { type Alias, aliasHolder } from './users.ts';

export const aliasExists = (alias: Alias): ServiceError =>
  new ServiceError('AliasExistsException', `An account with the ${alias} already exists.`);

/** Throws when somebody else is known by it. */
export function refuseTakenAlias(pool: UserPool, user: User | undefined, alias: Alias, value: string): void {
  const holder = aliasHolder(pool, alias, value);
  if (holder && holder !== user) throw aliasExists(alias);
}

/**
 * Before a user's address counts as verified: whoever had it loses it by `force`, else keeps it, and this throws.
 * An address that people sign up with never moves.
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
