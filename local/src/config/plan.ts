/**
 * The plan of a local AWS: the config with every name and id decided. `buildState` and `GET /_local/config` use
 * it.
 */
import { account, bucketName } from '../defaults/names.ts';
import { defaultRoles } from '../defaults/roles.ts';
import { defaultUsers } from '../defaults/user-pool.ts';
import type { TablePlan } from '../dynamodb/database.ts';
import type { Role, TrustedIssuer } from '../iam/state.ts';
import type { IdentityPool } from '../identity-pool/state.ts';
import type { Triggers } from '../user-pool/trigger-events.ts';
import type { Platform } from '../platform/platform.ts';
import type { BucketSetup } from './resource-setup.ts';
import type { LocalAwsSetup } from './config.ts';
import { identityPoolPlan } from './identity-pool-plan.ts';
import { knownUser, type UserPoolPlan } from './user-pool-plan.ts';
import { clientId, regionOf, userPoolId, userPoolSetups } from './names.ts';
import { rolePlan } from './role-plan.ts';
import { tablePlans } from './table-plan.ts';

export interface Plan {
  region: string;
  account: string;
  userPools: readonly UserPoolPlan[];
  triggers: Readonly<Record<string, Triggers>>;
  identityPools: readonly IdentityPool[];
  roles: readonly Role[];
  issuers: readonly TrustedIssuer[];
  /** The config of each bucket; undefined for the default bucket with its pictures. */
  buckets: Readonly<Record<string, BucketSetup | undefined>>;
  tables: readonly TablePlan[];
  /** Parts that the config sets explicitly. They replace those of a restored snapshot. */
  explicit: Pick<LocalAwsSetup, 'identityPools' | 'roles' | 'issuers' | 'buckets'>;
}

export function planOf(setup: LocalAwsSetup, platform: Platform): Plan {
  const region = regionOf(setup);
  const setups = userPoolSetups(setup);
  const userPools = setups.map((pool, index): UserPoolPlan => {
    const { id: _, clients = [], groups = {}, users, triggers: _functions, ...settings } = pool;
    return {
      id: userPoolId(pool, index, region),
      settings,
      clients: clients.map((client, place) => ({ ...client, id: clientId(client, place, index) })),
      groups,
      users: (users ?? (index === 0 ? defaultUsers : [])).map((user) => knownUser(user, platform)),
    };
  });
  const identityPools = (setup.identityPools ?? [{}]).map((pool, index) =>
    identityPoolPlan(pool, index, { region, userPools }),
  );
  const buckets = setup.buckets ?? { [bucketName]: undefined };
  const tables = tablePlans(setup);
  return {
    region,
    account,
    userPools,
    triggers: Object.fromEntries(
      setups.map(({ triggers = {} }, index) => [userPools[index]?.id ?? '', triggers]),
    ),
    identityPools,
    roles: rolesOf(setup, { region, identityPools, buckets: Object.keys(buckets), tables }),
    issuers: setup.issuers ?? [],
    buckets,
    tables,
    explicit: setup,
  };
}

interface RoleSurroundings {
  region: string;
  identityPools: readonly IdentityPool[];
  buckets: readonly string[];
  tables: readonly TablePlan[];
}

/**
 * Returns the roles of the config, and the default roles that an identity pool or a group uses and the config does
 * not define.
 */
function rolesOf(setup: LocalAwsSetup, { region, identityPools, buckets, tables }: RoleSurroundings): Role[] {
  const surroundings = {
    region,
    trusted: identityPools.map(({ id }) => id),
    tags: identityPools.some(({ principalTags }) => principalTags) ? ('allowed' as const) : ('none' as const),
    buckets,
    tables: tables.map(({ definition }) => definition.TableName),
  };
  const configured = Object.entries(setup.roles ?? {}).map(([name, role]) =>
    rolePlan(name, role, surroundings),
  );
  const uses = JSON.stringify([identityPools, setup.userPools]);
  const defaults = defaultRoles(surroundings).filter(
    ({ name, arn }) =>
      !configured.some((role) => role.name === name) &&
      (uses.includes(`"${arn}"`) || uses.includes(`"${name}"`)),
  );
  return [...defaults, ...configured];
}
