/**
 * Finds or creates the identity of a set of logins, links logins to a guest's identity, and merges identities.
 * Checks everything before the first change.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html
 */
import { uuidFrom } from '../lib/uuid.ts';
import { ServiceError } from '../protocol/service-error.ts';
import { type IdentityPoolContext, noSuchLogin, notAuthorized } from './context.ts';
import { shareLogin, sameLogin } from './owners.ts';
import {
  findIdentity,
  type Identity,
  type IdentityPool,
  type IdentityPoolsState,
  type Login,
} from './state.ts';

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_MergeDeveloperIdentities.html */
const mostLogins = 20;

export const beginIdentity = (
  { platform, region, state }: IdentityPoolContext,
  pool: IdentityPool,
): Identity => {
  const id = `${region}:${uuidFrom(platform.random(16))}`;
  const identity: Identity = { id, poolId: pool.id, logins: [], createdAt: platform.now() };
  state.identities[id] = identity;
  return identity;
};

export const loginTaken = () =>
  new ServiceError('ResourceConflictException', 'Login is already linked to another identity.');

/** Joins logins. An identity has at most one login of each provider; a developer provider may have several. */
const joined = (pool: IdentityPool, lists: readonly (readonly Login[])[]): Login[] => {
  const all: Login[] = [];
  for (const { providerName, subject } of lists.flat()) {
    if (all.some((login) => sameLogin(login, { providerName, subject }))) continue;
    const developer = providerName === pool.developerProviderName;
    if (!developer && all.some((login) => login.providerName === providerName)) throw loginTaken();
    all.push({ providerName, subject });
  }
  if (all.length > mostLogins) {
    throw new ServiceError(
      'LimitExceededException',
      `An identity has at most ${mostLogins} linked logins, and this one would have ${all.length}. Unlink some of them.`,
    );
  }
  return all;
};

/**
 * Merges identities into one, with all their logins and the new ones. Throws ServiceError
 * ResourceConflictException.
 */
export const mergeIdentities = (
  { platform, owners }: Pick<IdentityPoolContext, 'platform' | 'owners'>,
  pool: IdentityPool,
  into: Identity,
  others: readonly Identity[],
  logins: readonly Login[],
): Identity => {
  const all = joined(pool, [into.logins, ...others.map((other) => other.logins), logins]);
  const now = platform.now();
  if (all.length > into.logins.length) {
    into.logins = all;
    into.changedAt = now;
    owners.note(into);
  }
  for (const other of others) {
    other.logins = [];
    other.mergedInto = into.id;
    other.changedAt = now;
  }
  return into;
};

/** Returns the identity of one or more verified logins. Creates an identity for a new user. */
export const identityOfLogins = (
  context: IdentityPoolContext,
  pool: IdentityPool,
  logins: readonly Login[],
): Identity => {
  const [first, ...others] = context.owners.of(pool, logins);
  joined(pool, [logins]);
  return mergeIdentities(context, pool, first ?? beginIdentity(context, pool), others, logins);
};

/** Follows merges to the identity that remains. */
export const survivorOf = (state: IdentityPoolsState, identity: Identity): Identity => {
  let survivor = identity;
  for (let steps = 0; survivor.mergedInto !== undefined && steps < 1000; steps += 1) {
    const next = findIdentity(state, survivor.mergedInto);
    if (!next) break;
    survivor = next;
  }
  return survivor;
};

export const forbidden = ({ id }: Identity) => notAuthorized(`Access to Identity '${id}' is forbidden.`);

/**
 * Returns the identity for a request that names `identity` and sends these verified logins.
 * @param access `proven` when the caller has proved its right to the identity in another way: by an OpenID token
 * of it, or as the pool's developer. Default `byLogins`.
 */
export const adoptLogins = (
  context: IdentityPoolContext,
  pool: IdentityPool,
  identity: Identity,
  logins: readonly Login[],
  access: 'proven' | 'byLogins' = 'byLogins',
): Identity => {
  const { state } = context;
  if (identity.abandonedAt !== undefined) throw forbidden(identity);
  // A login belongs to one identity only, so when all of them are known no other identity can be meant.
  if (logins.length > 0 && logins.every((login) => identity.logins.some((one) => sameLogin(one, login)))) {
    return identity;
  }
  const owners = context.owners.of(pool, logins);
  const [owner] = owners;
  if (identity.mergedInto !== undefined) {
    const survivor = survivorOf(state, identity);
    // The caller must belong to the identity that this one was merged into.
    if (access === 'byLogins' && survivor !== owner) throw loginTaken();
    const others = owners.filter((one) => one !== survivor);
    return mergeIdentities(context, pool, survivor, others, logins);
  }
  if (identity.logins.length === 0) {
    if (!owner) return mergeIdentities(context, pool, identity, [], logins);
    return mergeIdentities(context, pool, owner, [...owners.slice(1), identity], logins);
  }
  if (access === 'byLogins' && !shareLogin(identity.logins, logins)) {
    // Another user of the same provider, or a provider that this identity has no login of.
    const known = (login: Login) => logins.some((other) => other.providerName === login.providerName);
    throw identity.logins.some(known) ? loginTaken() : noSuchLogin();
  }
  const all = [...new Set([identity, ...owners])].toSorted((a, b) => a.createdAt - b.createdAt);
  return mergeIdentities(context, pool, all[0] ?? identity, all.slice(1), logins);
};

/** Removes logins. An identity without logins is abandoned: it never becomes a guest's identity again. */
export const removeLogins = (
  { platform }: Pick<IdentityPoolContext, 'platform'>,
  identity: Identity,
  gone: (login: Login) => boolean,
): void => {
  identity.logins = identity.logins.filter((login) => !gone(login));
  identity.changedAt = platform.now();
  if (identity.logins.length === 0) identity.abandonedAt = platform.now();
};
