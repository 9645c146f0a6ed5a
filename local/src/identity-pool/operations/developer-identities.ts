/**
 * LookupDeveloperIdentity, MergeDeveloperIdentities and UnlinkDeveloperIdentity: a backend's operations on users
 * of its developer provider.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_LookupDeveloperIdentity.html
 */
import type { JsonObject } from '../../protocol/json-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { type IdentityPoolContext, invalidParameter } from '../context.ts';
import { mergeIdentities, removeLogins } from '../identities.ts';
import { readId, readNumber, readPool, readText, requireText } from '../input.ts';
import { pageOf } from '../page.ts';
import { identityNotFound } from '../sign-in.ts';
import { findIdentity, type Identity, type IdentityPool, type IdentityPoolsState } from '../state.ts';

const identifier = { most: 1024 };

const noSuchUser = () =>
  new ServiceError(
    'ResourceNotFoundException',
    'Developer user identifier was not found in this identity pool.',
  );

const providerOf = (pool: IdentityPool): string => {
  if (pool.developerProviderName === undefined) {
    throw invalidParameter(`The identity pool ${pool.id} has no developer provider.`);
  }
  return pool.developerProviderName;
};

/** The provider in the input must be the pool's developer provider. */
const checkProvider = (pool: IdentityPool, input: JsonObject): string => {
  const name = requireText(input, 'DeveloperProviderName', { most: 128 });
  if (name !== providerOf(pool)) {
    throw invalidParameter(`${name} is not the developer provider of the identity pool ${pool.id}.`);
  }
  return name;
};

const ownerOf = ({ owners }: IdentityPoolContext, pool: IdentityPool, subject: string): Identity => {
  const [owner] = owners.of(pool, [{ providerName: providerOf(pool), subject }]);
  if (!owner) throw noSuchUser();
  return owner;
};

const identityIn = (state: IdentityPoolsState, pool: IdentityPool, id: string): Identity => {
  const identity = findIdentity(state, id);
  if (!identity || identity.poolId !== pool.id) throw identityNotFound(id);
  return identity;
};

export const lookupDeveloperIdentity = (context: IdentityPoolContext, input: JsonObject): JsonObject => {
  const { state } = context;
  const pool = readPool(state, input);
  const providerName = providerOf(pool);
  const subject = readText(input, 'DeveloperUserIdentifier', identifier);
  const id = (input['IdentityId'] ?? undefined) === undefined ? undefined : readId(input, 'IdentityId');
  const named = id === undefined ? undefined : identityIn(state, pool, id);
  const owner = subject === undefined ? undefined : ownerOf(context, pool, subject);
  const identity = named ?? owner;
  if (!identity) throw invalidParameter('Either IdentityId or DeveloperUserIdentifier is needed.');
  if (named && owner && named !== owner) {
    throw new ServiceError(
      'ResourceConflictException',
      'The developer user identifier belongs to another identity.',
    );
  }
  const all = identity.logins.filter((login) => login.providerName === providerName);
  const { items, next } = pageOf(
    all.map((login) => login.subject),
    readNumber(input, 'MaxResults', { least: 1, most: 60 }) ?? 60,
    readText(input, 'NextToken', { most: 65_535 }),
  );
  return {
    IdentityId: identity.id,
    DeveloperUserIdentifierList: items,
    ...(next !== undefined && { NextToken: next }),
  };
};

/** Merges the identity of the source user into that of the destination user. */
export const mergeDeveloperIdentities = (context: IdentityPoolContext, input: JsonObject): JsonObject => {
  const { state } = context;
  const pool = readPool(state, input);
  checkProvider(pool, input);
  const source = ownerOf(context, pool, requireText(input, 'SourceUserIdentifier', identifier));
  const destination = ownerOf(context, pool, requireText(input, 'DestinationUserIdentifier', identifier));
  if (source === destination) return { IdentityId: destination.id };
  return { IdentityId: mergeIdentities(context, pool, destination, [source], []).id };
};

export const unlinkDeveloperIdentity = (context: IdentityPoolContext, input: JsonObject): JsonObject => {
  const { state } = context;
  const pool = readPool(state, input);
  const identity = identityIn(state, pool, readId(input, 'IdentityId'));
  const providerName = checkProvider(pool, input);
  const subject = requireText(input, 'DeveloperUserIdentifier', identifier);
  if (ownerOf(context, pool, subject) !== identity) throw noSuchUser();
  removeLogins(
    context,
    identity,
    (login) => login.providerName === providerName && login.subject === subject,
  );
  return {};
};
