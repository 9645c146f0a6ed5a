/** Reads and checks the caller of GetOpenIdToken and GetCredentialsForIdentity: an identity id with logins. */
import { federatedName, type WebIdentity } from '../iam/web-identity.ts';
import { identityProvider } from '../iam/trust.ts';
import type { JsonObject } from '../protocol/json-service.ts';
import { ServiceError } from '../protocol/service-error.ts';
import { amrOf } from './amr.ts';
import { type IdentityPoolContext, noSuchLogin, notAuthorized } from './context.ts';
import { adoptLogins, forbidden } from './identities.ts';
import { readId, readLogins } from './input.ts';
import { type Verified, verifyLogins } from './logins.ts';
import { tagsOf } from './principal-tags.ts';
import { findIdentity, findPool, type Identity, type IdentityPool } from './state.ts';

export const identityNotFound = (id: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', `Identity '${id}' not found.`);

export const guestsRefused = (): ServiceError =>
  notAuthorized('Unauthenticated access is not supported for this identity pool.');

export const isGuest = ({ logins, proof }: Verified): boolean => logins.length === 0 && proof === undefined;

/** Returns the identity that the input names, and its pool. */
export const namedIdentity = (
  { state }: IdentityPoolContext,
  input: JsonObject,
): { named: Identity; pool: IdentityPool } => {
  const id = readId(input, 'IdentityId');
  const named = findIdentity(state, id);
  const pool = named && findPool(state, named.poolId);
  if (!named || !pool) throw identityNotFound(id);
  return { named, pool };
};

export interface Caller {
  pool: IdentityPool;
  named: Identity;
  verified: Verified;
}

/** Verifies every token. Changes nothing. */
export const readCaller = async (context: IdentityPoolContext, input: JsonObject): Promise<Caller> => {
  const { named, pool } = namedIdentity(context, input);
  return { named, pool, verified: await verifyLogins(context, pool, readLogins(input)) };
};

/**
 * Returns the identity of a caller; links and merges identities on the way. Throws ServiceError when the logins do
 * not belong to the identity.
 */
export const identityOf = (context: IdentityPoolContext, { pool, named, verified }: Caller): Identity => {
  const { logins, proof } = verified;
  if (proof) {
    if (proof.sub !== named.id) throw noSuchLogin();
    return adoptLogins(context, pool, named, logins, 'proven');
  }
  if (logins.length > 0) return adoptLogins(context, pool, named, logins);
  if (named.abandonedAt !== undefined) throw forbidden(named);
  if (named.logins.length > 0 || named.mergedInto !== undefined) throw noSuchLogin();
  if (pool.guests === 'refused') throw guestsRefused();
  return named;
};

/** Describes the caller as STS sees it. */
export const webIdentityOf = (
  { sts }: IdentityPoolContext,
  { pool, verified }: Caller,
  identity: Identity,
): WebIdentity => ({
  provider: identityProvider,
  federated: federatedName(sts.account, identityProvider),
  audience: pool.id,
  subject: identity.id,
  amr: amrOf(pool, verified),
  tags: tagsOf(pool, verified),
});
