/** Attributes that come from outside: who may write which, and how they are written. */
import type { JsonObject } from '../../protocol/json-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Scope } from '../context.ts';
import { invalidParameter } from '../input.ts';
import { readPairs } from '../input-types.ts';
import type { Client, Contact, User, UserPool } from '../state.ts';
import { checkValue, isContact, isVerifiedFlag, schemaOf } from './schema.ts';

export { requireAttributes } from './schema.ts';

/** Through an app client a person writes what that client may; an administrator may write all but `sub`. */
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

/** @param user to whom they are written; none for one who is being made, where what is immutable is still open */
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

/** The `[{Name, Value}]` of the API as a map, checked. */
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

/** The `userAttributes.x` parameters of a challenge's answer, checked. */
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

/** Ends what was under way for an address that is no longer the user's. */
function forgetContact(user: User, contact: Contact): void {
  delete user.pendingAttributes[contact];
  for (const purpose of ['UpdateUserAttribute', 'VerifyUserAttribute'] as const) {
    delete user.codes[`${purpose}_${contact}`];
  }
}

export function deleteAttribute(user: User, name: string): void {
  delete user.attributes[name];
  if (!isContact(name)) return;
  delete user.attributes[`${name}_verified`];
  forgetContact(user, name);
}

/** Writes them, an empty one by taking it away; an address that changes has to be verified again. */
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

/** `[{Name, Value}]`, `sub` first. */
export const listAttributes = (user: User): { Name: string; Value: string }[] =>
  Object.entries({ sub: user.sub, ...user.attributes }).map(([Name, Value]) => ({ Name, Value }));
