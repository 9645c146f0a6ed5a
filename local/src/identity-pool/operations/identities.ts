/**
 * DescribeIdentity, ListIdentities and DeleteIdentities: an administrator's operations on the identities of a
 * pool.
 */
import { peek } from '../../lib/watched.ts';
import type { JsonObject } from '../../protocol/json-service.ts';
import type { IdentityPoolContext } from '../context.ts';
import { readFlag, readPool, readText, readTexts, requireNumber } from '../input.ts';
import { pageOf } from '../page.ts';
import { namedIdentity } from '../sign-in.ts';
import { findIdentity, type Identity } from '../state.ts';

const seconds = (milliseconds: number) => milliseconds / 1000;

const description = ({ id, logins, createdAt, changedAt }: Identity): JsonObject => ({
  IdentityId: id,
  ...(logins.length > 0 && { Logins: [...new Set(logins.map(({ providerName }) => providerName))] }),
  CreationDate: seconds(createdAt),
  LastModifiedDate: seconds(changedAt ?? createdAt),
});

export const describeIdentity = (context: IdentityPoolContext, input: JsonObject): JsonObject =>
  description(namedIdentity(context, input).named);

export const listIdentities = ({ state }: IdentityPoolContext, input: JsonObject): JsonObject => {
  const pool = readPool(state, input);
  const hide = readFlag(input, 'HideDisabled') === true;
  const all = Object.values(peek(state.identities)).filter(
    (identity) =>
      identity.poolId === pool.id &&
      !(hide && (identity.mergedInto !== undefined || identity.abandonedAt !== undefined)),
  );
  const { items, next } = pageOf(
    all,
    requireNumber(input, 'MaxResults', { least: 1, most: 60 }),
    readText(input, 'NextToken', { most: 65_535 }),
  );
  return {
    IdentityPoolId: pool.id,
    Identities: items.map(description),
    ...(next !== undefined && { NextToken: next }),
  };
};

/** Ignores unknown ids. */
export const deleteIdentities = ({ state }: IdentityPoolContext, input: JsonObject): JsonObject => {
  for (const id of readTexts(input, 'IdentityIdsToDelete', { most: 55 })) {
    if (findIdentity(state, id)) delete state.identities[id];
  }
  return { UnprocessedIdentityIds: [] };
};
