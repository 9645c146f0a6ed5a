/**
 * Identity pools, and the identities that they gave out. What is optional came later than the first snapshots: each
 * such field says what its absence means.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_IdentityPool.html
 */
import type { JWK } from 'jose';

export interface IdentityPool {
  /** `us-east-1:` and a UUID. */
  id: string;
  name: string;
  guests: 'allowed' | 'refused';
  /** User pools whose ID tokens it takes. */
  providers: readonly UserPoolProvider[];
  /** Public and OIDC providers that it takes; absent: none. Each is registered in the account, see `IamState.issuers`. */
  openIdProviders?: readonly OpenIdProvider[];
  /** The name under which a backend of the app's own vouches for its users, such as `login.example.com`; absent: none. */
  developerProviderName?: string;
  /** ARNs of the default roles. */
  roles: { authenticated?: string; unauthenticated?: string };
  /**
   * How users of a provider come by another role than the default. By provider name; a user pool's may be followed by
   * `:` and the app client's id, as at AWS. Absent: the default role.
   */
  roleMappings?: Readonly<Record<string, RoleMapping>>;
  /** Attributes for access control: by provider name, as in `roleMappings`. Absent: no tags. */
  principalTags?: Readonly<Record<string, PrincipalTags>>;
  /** GetOpenIdToken, and STS with what it gives. Absent: refused. */
  classicFlow?: 'allowed' | 'refused';
}

/** One app client of a user pool. */
export interface UserPoolProvider {
  /** The key in `Logins`: `cognito-idp.<region>.amazonaws.com/<user pool id>`. */
  providerName: string;
  /** The audience that the token must be for. */
  clientId: string;
  /**
   * Whether a token whose user has signed out everywhere, or was disabled or deleted, is refused before it runs out.
   * Absent: unchecked, as in AWS's API.
   */
  serverSideTokenCheck?: 'checked' | 'unchecked';
}

/** `accounts.google.com`, `graph.facebook.com`, `www.amazon.com`, `appleid.apple.com`, or any issuer's host and path. */
export interface OpenIdProvider {
  /** The key in `Logins`: the issuer without its `https://`. */
  providerName: string;
  /** What the token's `aud` may be. Absent: whatever the account's issuer allows. */
  audiences?: readonly string[];
}

/** What becomes of a user for whom no role is named: the default role, or none. */
export type AmbiguousRoleResolution = 'AuthenticatedRole' | 'Deny';

/** https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html */
export type RoleMapping =
  /** The role that `cognito:preferred_role` names. */
  | { type: 'Token'; ambiguousRoleResolution: AmbiguousRoleResolution }
  /** The role of the first rule that fits; at most 25 of them. */
  | { type: 'Rules'; ambiguousRoleResolution: AmbiguousRoleResolution; rules: readonly RoleRule[] };

export interface RoleRule {
  /** The claim's name in the ID token. */
  claim: string;
  matchType: 'Equals' | 'NotEqual' | 'StartsWith' | 'Contains';
  value: string;
  roleArn: string;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/attributes-for-access-control.html */
export type PrincipalTags =
  /** `username` from `sub` and `client` from `aud`. */
  | { source: 'defaults' }
  /** The claim for each tag key. */
  | { source: 'custom'; claims: Readonly<Record<string, string>> };

export interface Login {
  providerName: string;
  /** The user's `sub` at the provider, or the developer's own identifier. */
  subject: string;
}

export interface Identity {
  id: string;
  poolId: string;
  /** A guest's identity has none. Only a developer provider may have several. */
  logins: Login[];
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** Milliseconds since the epoch. Absent: never changed. */
  changedAt?: number;
  /** Set when a guest turned out to be somebody who has an identity already: that one is used from then on. */
  mergedInto?: string;
  /** Milliseconds: when its last login was taken from it. Nobody can use it any more. */
  abandonedAt?: number;
}

/** The RSA key that OpenID tokens of identity pools are signed with. */
export interface PoolSigningKey {
  kid: string;
  privateKey: JWK;
  publicKey: JWK;
}

export interface IdentityPoolsState {
  pools: Record<string, IdentityPool>;
  identities: Record<string, Identity>;
  /** Made when first needed. */
  signingKey?: PoolSigningKey;
}

export const emptyIdentityPools = (): IdentityPoolsState => ({ pools: {}, identities: {} });

export const findPool = (state: IdentityPoolsState, id: string): IdentityPool | undefined =>
  Object.hasOwn(state.pools, id) ? state.pools[id] : undefined;

export const findIdentity = (state: IdentityPoolsState, id: string): Identity | undefined =>
  Object.hasOwn(state.identities, id) ? state.identities[id] : undefined;
