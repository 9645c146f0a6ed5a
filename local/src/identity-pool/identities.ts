/**
 * Which identity a set of logins belongs to: found, begun, linked to a guest's, or merged with one that exists.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html
 */
import { uuidFrom } from '../lib/uuid.ts';
import { ServiceError } from '../service-error.ts';
import { type IdentityPoolContext, notAuthorized } from './context.ts';
import { type Identity, type IdentityPool, type IdentityPoolsState, type Login } from './state.ts';

const same = (a: Login, b: Login) => a.providerName === b.providerName && a.subject === b.subject;

export const beginIdentity = (
  { world, region, state }: IdentityPoolContext,
  pool: IdentityPool,
): Identity => {
  const id = `${region}:${uuidFrom(world.random(16))}`;
  const identity: Identity = { id, poolId: pool.id, logins: [], createdAt: world.now() };
  state.identities[id] = identity;
  return identity;
};

const taken = () =>
  new ServiceError('ResourceConflictException', 'Login is already linked to another identity.');

/** One identity holds one user of each provider. Nothing is added when one of them does not fit. */
const addLogins = (identity: Identity, logins: readonly Login[]) => {
  const known = ({ providerName }: Login) =>
    identity.logins.find((login) => login.providerName === providerName);
  const others = logins.filter((login) => (known(login)?.subject ?? login.subject) !== login.subject);
  if (others.length > 0) throw taken();
  for (const login of logins) {
    const { providerName, subject } = login;
    if (!known(login)) identity.logins.push({ providerName, subject });
  }
};

/** The oldest first; it is the one that stays. */
const ownersOf = (state: IdentityPoolsState, pool: IdentityPool, logins: readonly Login[]): Identity[] =>
  Object.values(state.identities)
    .filter(
      (identity) =>
        identity.poolId === pool.id &&
        identity.mergedInto === undefined &&
        identity.logins.some((login) => logins.some((other) => same(login, other))),
    )
    .toSorted((a, b) => a.createdAt - b.createdAt);

const merge = (into: Identity, from: Identity) => {
  addLogins(into, from.logins);
  from.logins = [];
  from.mergedInto = into.id;
};

/** The identity of at least one verified login; one is begun for a user who has none yet. */
export const identityOfLogins = (
  context: IdentityPoolContext,
  pool: IdentityPool,
  logins: readonly Login[],
): Identity => {
  const [first, ...others] = ownersOf(context.state, pool, logins);
  const identity = first ?? beginIdentity(context, pool);
  for (const other of others) merge(identity, other);
  addLogins(identity, logins);
  return identity;
};

/** The identity that a client which names `identity` gets with these verified logins. */
export const adoptLogins = (
  context: IdentityPoolContext,
  pool: IdentityPool,
  identity: Identity,
  logins: readonly Login[],
): Identity => {
  const owner = ownersOf(context.state, pool, logins)[0];
  const isGuest = identity.logins.length === 0;
  if (isGuest && owner) {
    if (identity.mergedInto !== undefined && identity.mergedInto !== owner.id) throw taken();
    if (identity.mergedInto === undefined) merge(owner, identity);
    addLogins(owner, logins);
    return owner;
  }
  if (!isGuest && !identity.logins.some((login) => logins.some((other) => same(login, other)))) {
    // another user of the same provider, or a provider that this identity has never been seen with
    const conflict = identity.logins.some((login) =>
      logins.some((other) => other.providerName === login.providerName),
    );
    throw conflict
      ? taken()
      : notAuthorized(
          "Logins don't match. Please include at least one valid login for this identity or identity pool.",
        );
  }
  if (identity.mergedInto !== undefined) throw taken();
  addLogins(identity, logins);
  return identityOfLogins(context, pool, identity.logins);
};
