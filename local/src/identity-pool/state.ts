/**
 * Identity pools and their identities. Optional fields were added after the first snapshots, so each documents its
 * default.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_IdentityPool.html
 */
import type { JWK } from 'jose';

export interface IdentityPool {
  /** The region, a colon and a UUID. */
  id: string;
  name: string;
  guests: 'allowed' | 'refused';
  /** User pools whose ID tokens the pool accepts. */
  providers: readonly UserPoolProvider[];
  /**
   * Public and OIDC providers that the pool accepts. Each is registered in the account, see `IamState.issuers`.
   * Default: none.
   */
  openIdProviders?: readonly OpenIdProvider[];
  /**
   * Name of the developer provider, such as `login.example.com`, whose users the app's backend authenticates.
   * Default: none.
   */
  developerProviderName?: string;
  /** ARNs of the default roles. */
  roles: { authenticated?: string; unauthenticated?: string };
  /**
   * Rules that give users another role than the default, by provider name. The name of a user pool may be followed
   * by `:` and the id of an app client, as in AWS. Default: none.
   */
  roleMappings?: Readonly<Record<string, RoleMapping>>;
  /** Attributes for access control, by provider name as in `roleMappings`. Default: no tags. */
  principalTags?: Readonly<Record<string, PrincipalTags>>;
  /** Whether GetOpenIdToken is allowed, whose token STS accepts. Default `refused`. */
  classicFlow?: 'allowed' | 'refused';
}

/** One app client of a user pool. */
export interface UserPoolProvider {
  /** The key in `Logins`: `cognito-idp.<region>.amazonaws.com/<user pool id>`. */
  providerName: string;
  /** The audience that a token must have. */
  clientId: string;
  /**
   * `checked` refuses a token whose user has signed out everywhere, was disabled or was deleted. Default
   * `unchecked`, as in AWS's API.
   */
  serverSideTokenCheck?: 'checked' | 'unchecked';
}

/**
 * A public or OIDC provider: `accounts.google.com`, `graph.facebook.com`, `www.amazon.com`, `appleid.apple.com`,
 * or host and path of any issuer.
 */
export interface OpenIdProvider {
  /** The key in `Logins`: the issuer without its `https://`. */
  providerName: string;
  /** Values that the token's `aud` may have. Default: the audiences of the account's issuer. */
  audiences?: readonly string[];
}

/** The result when no role matches: the default role, or a refusal. */
export type AmbiguousRoleResolution = 'AuthenticatedRole' | 'Deny';

/** https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html */
export type RoleMapping =
  /** Takes the role in `cognito:preferred_role`. */
  | { type: 'Token'; ambiguousRoleResolution: AmbiguousRoleResolution }
  /** Takes the role of the first rule that matches. At most 25 rules. */
  | { type: 'Rules'; ambiguousRoleResolution: AmbiguousRoleResolution; rules: readonly RoleRule[] };

export interface RoleRule {
  /** Name of the claim in the ID token. */
  claim: string;
  matchType: 'Equals' | 'NotEqual' | 'StartsWith' | 'Contains';
  value: string;
  roleArn: string;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/attributes-for-access-control.html */
export type PrincipalTags =
  /** `username` from the claim `sub` and `client` from the claim `aud`. */
  | { source: 'defaults' }
  /** The claim for each tag key. */
  | { source: 'custom'; claims: Readonly<Record<string, string>> };

export interface Login {
  providerName: string;
  /** The user's `sub` at the provider, or the identifier that the developer uses. */
  subject: string;
}

export interface Identity {
  id: string;
  poolId: string;
  /** Empty for a guest. Only a developer provider may have more than one login. */
  logins: Login[];
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** Milliseconds since the epoch. Absent: never changed. */
  changedAt?: number;
  /** The identity that this one was merged into, when a guest turned out to have an identity already. */
  mergedInto?: string;
  /** Milliseconds since the epoch. Set when the last login was removed; the identity is then unusable. */
  abandonedAt?: number;
}

/** The RSA key that signs OpenID tokens of identity pools. */
export interface PoolSigningKey {
  kid: string;
  privateKey: JWK;
  publicKey: JWK;
}

export interface IdentityPoolsState {
  pools: Record<string, IdentityPool>;
  identities: Record<string, Identity>;
  /** Made on first use. */
  signingKey?: PoolSigningKey;
}

export const emptyIdentityPools = (): IdentityPoolsState => ({ pools: {}, identities: {} });

export const findPool = (state: IdentityPoolsState, id: string): IdentityPool | undefined =>
  Object.hasOwn(state.pools, id) ? state.pools[id] : undefined;

export const findIdentity = (state: IdentityPoolsState, id: string): Identity | undefined =>
  Object.hasOwn(state.identities, id) ? state.identities[id] : undefined;
