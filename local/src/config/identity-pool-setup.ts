/** How an identity pool is described: whose tokens it takes, and which roles they get. */
import type { IdentityPool, OpenIdProvider, PrincipalTags, RoleMapping } from '../identity-pool/state.ts';

export interface IdentityPoolSetup extends Pick<
  Partial<IdentityPool>,
  'name' | 'guests' | 'developerProviderName' | 'roleMappings' | 'principalTags' | 'classicFlow'
> {
  /** A UUID, or `<region>:` and a UUID. Default: made from its place in the list, so the same in every run. */
  id?: string;
  /** Default: every client of every user pool here. */
  userPools?: readonly UserPoolProviderSetup[];
  /** Public and OIDC providers; each must be among the `issuers`. */
  openIdProviders?: readonly OpenIdProvider[];
  /** Names or ARNs. Default `cognito-kit-user` and, where guests are allowed, `cognito-kit-guest`. */
  roles?: { authenticated?: string; unauthenticated?: string };
}

/** A user pool whose ID tokens are taken. */
export interface UserPoolProviderSetup {
  /** Its id. Default: the first one. */
  userPool?: string;
  /** The id of the client that the tokens must be for. Default: the pool's first one. */
  client?: string;
  serverSideTokenCheck?: 'checked' | 'unchecked';
}

/** A role mapping as in the state, with names of roles where it likes ARNs. */
export type RoleMappingSetup = RoleMapping;
export type PrincipalTagsSetup = PrincipalTags;
