/** Identity pools, and the identities that they gave out. */
export interface IdentityPool {
  /** `us-east-1:` and a UUID. */
  id: string;
  name: string;
  guests: 'allowed' | 'refused';
  /** User pools whose ID tokens it takes: the key in `Logins`, and the app client that the token must be for. */
  providers: readonly { providerName: string; clientId: string }[];
  /** ARNs of the default roles. */
  roles: { authenticated?: string; unauthenticated?: string };
}

export interface Login {
  providerName: string;
  /** The user's `sub` at the provider. */
  subject: string;
}

export interface Identity {
  id: string;
  poolId: string;
  /** A guest's identity has none. */
  logins: Login[];
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** Set when a guest turned out to be somebody who has an identity already: that one is used from then on. */
  mergedInto?: string;
}

export interface IdentityPoolsState {
  pools: Record<string, IdentityPool>;
  identities: Record<string, Identity>;
}

export const emptyIdentityPools = (): IdentityPoolsState => ({ pools: {}, identities: {} });

export const findPool = (state: IdentityPoolsState, id: string): IdentityPool | undefined =>
  Object.hasOwn(state.pools, id) ? state.pools[id] : undefined;

export const findIdentity = (state: IdentityPoolsState, id: string): Identity | undefined =>
  Object.hasOwn(state.identities, id) ? state.identities[id] : undefined;
