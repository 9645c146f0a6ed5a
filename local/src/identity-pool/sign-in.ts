/** From an identity id and logins to whose keys or tokens they open: what two operations have in common. */
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

/** The identity that the input names and its pool. */
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

/** Every token is verified, and nothing is changed yet. */
export const readCaller = async (context: IdentityPoolContext, input: JsonObject): Promise<Caller> => {
  const { named, pool } = namedIdentity(context, input);
  return { named, pool, verified: await verifyLogins(context, pool, readLogins(input)) };
};

/** Links and merges on the way. @throws ServiceError where the logins do not open the identity. */
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

/** As STS sees them. */
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
