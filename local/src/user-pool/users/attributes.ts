/** Reads, checks and writes the attributes of a request. Users and administrators have different permissions. */
import type { JsonObject } from '../../protocol/json-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Context, Scope } from '../context.ts';
import { invalidParameter } from '../input.ts';
import { readPairs } from '../input-types.ts';
import type { Client, Contact, User, UserPool } from '../state.ts';
import { dropUnusableMfa } from './mfa.ts';
import { checkValue, isContact, isVerifiedFlag, requireAttributes, schemaOf } from './schema.ts';

/** A user may write the attributes that the app client allows; an administrator may write all but `sub`. */
export type Writer = { as: 'user'; client: Client } | { as: 'administrator' };

const unauthorized = (): ServiceError =>
  new ServiceError('NotAuthorizedException', 'A client attempted to write unauthorized attribute');

function checkWriter(name: string, writer: Writer): void {
  if (writer.as === 'administrator') {
    if (name === 'sub') throw invalidParameter('Cannot modify the non-mutable attribute sub');
    return;
  }
  if (name === 'sub' || isVerifiedFlag(name)) throw unauthorized();
  const { writeAttributes: allowed } = writer.client;
  if (allowed && !allowed.includes(name)) throw unauthorized();
}

/**
 * Checks permissions, names and values.
 * @param user the owner of the attributes; undefined for a new user, whose immutable attributes may still be set
 */
export function checkAttributes(
  pool: UserPool,
  attributes: ReadonlyMap<string, string>,
  writer: Writer,
  user?: User,
): void {
  for (const [name, value] of attributes) {
    checkWriter(name, writer);
    checkValue(pool, name, value);
    if (user && !schemaOf(pool, name).mutable) {
      throw invalidParameter(`user.${name}: Attribute cannot be updated.\n`);
    }
  }
}

/** Reads UserAttributes, a list of `{Name, Value}`, as a map, and checks it. */
export function readAttributes(
  pool: UserPool,
  input: JsonObject,
  writer: Writer,
  user?: User,
): Map<string, string> {
  const attributes = readPairs(input, 'UserAttributes');
  checkAttributes(pool, attributes, writer, user);
  return attributes;
}

/** Reads the `userAttributes.x` parameters of a challenge's answer, and checks them. */
export function readChallengeAttributes(
  { pool, client }: Scope,
  responses: ReadonlyMap<string, string>,
  user: User,
): Map<string, string> {
  const prefix = 'userAttributes.';
  const attributes = new Map(
    [...responses]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), value]),
  );
  checkAttributes(pool, attributes, { as: 'user', client }, user);
  return attributes;
}

/** Drops the pending change and the codes of an address. */
function forgetContact(user: User, contact: Contact): void {
  delete user.pendingAttributes[contact];
  for (const purpose of ['UpdateUserAttribute', 'VerifyUserAttribute'] as const) {
    delete user.codes[`${purpose}_${contact}`];
  }
}

function deleteAttribute(user: User, name: string): void {
  delete user.attributes[name];
  if (!isContact(name)) return;
  delete user.attributes[`${name}_verified`];
  forgetContact(user, name);
}

/** Deletes attributes, and the MFA methods that need a deleted address. Refuses to delete required attributes. */
export function deleteAttributes(
  { platform }: Context,
  pool: UserPool,
  user: User,
  names: readonly string[],
  writer: Writer,
): void {
  const blank = new Map(names.map((name) => [name, '']));
  checkAttributes(pool, blank, writer, user);
  requireAttributes(
    pool.requiredAttributes.filter((name) => blank.has(name)),
    blank,
  );
  for (const name of names) deleteAttribute(user, name);
  dropUnusableMfa(user);
  user.updatedAt = platform.now();
}

/** Writes attributes. An empty value deletes its attribute. A changed address loses its verification. */
export function writeAttributes(user: User, attributes: ReadonlyMap<string, string>): void {
  for (const [name, value] of attributes) {
    if (value === '') {
      deleteAttribute(user, name);
      continue;
    }
    const changed = user.attributes[name] !== value;
    user.attributes[name] = value;
    if (!changed || !isContact(name)) continue;
    forgetContact(user, name);
    if (attributes.get(`${name}_verified`) !== 'true') user.attributes[`${name}_verified`] = 'false';
  }
}

/** Lists the user's attributes as `{Name, Value}`, `sub` first. */
export const listAttributes = (user: User): { Name: string; Value: string }[] =>
  Object.entries({ sub: user.sub, ...user.attributes }).map(([Name, Value]) => ({ Name, Value }));
