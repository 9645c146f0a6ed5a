/** The config of an identity pool: whose tokens it accepts, and which roles they get. */
import type {
  AmbiguousRoleResolution,
  IdentityPool,
  OpenIdProvider,
  RoleRule,
  UserPoolProvider,
} from '../identity-pool/state.ts';

/** An identity pool: accepted providers and roles. */
export interface IdentityPoolSetup extends Pick<
  Partial<IdentityPool>,
  'name' | 'guests' | 'developerProviderName' | 'principalTags' | 'classicFlow'
> {
  /** A UUID, or `<region>:` and a UUID. Default: made from the position in the list, so the same in every run. */
  id?: string;
  /** User pools whose ID tokens are accepted. Default: every client of every user pool. */
  userPools?: readonly UserPoolProviderSetup[];
  /** Public and OIDC providers. Each must be among the `issuers`. */
  openIdProviders?: readonly OpenIdProvider[];
  /**
   * Names or ARNs of the default roles. Default: `cognito-kit-user` and, when guests are allowed,
   * `cognito-kit-guest`.
   */
  roles?: { authenticated?: string; unauthenticated?: string };
  /**
   * Rules that give users another role than the default, by provider name or by user pool id. The id may be
   * followed by `:` and the id of a client.
   */
  roleMappings?: Readonly<Record<string, RoleMappingSetup>>;
}

/** A user pool whose ID tokens are accepted. */
export interface UserPoolProviderSetup extends Pick<UserPoolProvider, 'serverSideTokenCheck'> {
  /** Id of the user pool. Default: the first one. */
  userPool?: string;
  /** Id of the client that a token must be issued to. Default: the pool's first one. */
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

/** A rule that gives a role to users whose claim matches. */
export interface RoleRuleSetup extends Omit<RoleRule, 'roleArn'> {
  /** Name or ARN of the role. */
  role: string;
}
