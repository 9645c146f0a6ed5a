/** How an identity pool is described: whose tokens it takes, and which roles they get. */
import type {
  AmbiguousRoleResolution,
  IdentityPool,
  OpenIdProvider,
  RoleRule,
  UserPoolProvider,
} from '../identity-pool/state.ts';

export interface IdentityPoolSetup extends Pick<
  Partial<IdentityPool>,
  'name' | 'guests' | 'developerProviderName' | 'principalTags' | 'classicFlow'
> {
  /** A UUID, or `<region>:` and a UUID. Default: made from its place in the list, so the same in every run. */
  id?: string;
  /** Default: every client of every user pool here. */
  userPools?: readonly UserPoolProviderSetup[];
  /** Public and OIDC providers; each must be among the `issuers`. */
  openIdProviders?: readonly OpenIdProvider[];
  /** Names or ARNs. Default `cognito-kit-user` and, where guests are allowed, `cognito-kit-guest`. */
  roles?: { authenticated?: string; unauthenticated?: string };
  /**
   * How users come by another role than the default: by provider name, or by the id of a user pool here, which may be
   * followed by `:` and the client's id.
   */
  roleMappings?: Readonly<Record<string, RoleMappingSetup>>;
}

/** A user pool whose ID tokens are taken. */
export interface UserPoolProviderSetup extends Pick<UserPoolProvider, 'serverSideTokenCheck'> {
  /** Its id. Default: the first one. */
  userPool?: string;
  /** The id of the client that the tokens must be for. Default: the pool's first one. */
  client?: string;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html */
export type RoleMappingSetup =
  | { type: 'Token'; ambiguousRoleResolution: AmbiguousRoleResolution }
  | {
      type: 'Rules';
      ambiguousRoleResolution: AmbiguousRoleResolution;
      rules: readonly RoleRuleSetup[];
    };

export interface RoleRuleSetup extends Omit<RoleRule, 'roleArn'> {
  /** Name or ARN. */
  role: string;
}
