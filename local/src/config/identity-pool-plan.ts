/** Turns the config of an identity pool into the pool as the state stores it. */
import { providerNameOf } from '../defaults/identity-pool.ts';
import { guestRoleName, roleArn, userRoleName } from '../defaults/names.ts';
import type { IdentityPool, RoleMapping, UserPoolProvider } from '../identity-pool/state.ts';
import type { IdentityPoolSetup, RoleMappingSetup } from './identity-pool-setup.ts';
import { arnOfRole, identityPoolIdOf } from './names.ts';
import type { UserPoolPlan } from './user-pool-plan.ts';

interface Surroundings {
  region: string;
  userPools: readonly UserPoolPlan[];
}

const mappingPlan = (mapping: RoleMappingSetup): RoleMapping =>
  mapping.type === 'Token'
    ? mapping
    : {
        ...mapping,
        rules: mapping.rules.map(({ role, ...rule }) => ({ ...rule, roleArn: arnOfRole(role) })),
      };

/** Replaces `<pool id>` and `<pool id>:<client id>` by AWS's provider names. Leaves other names unchanged. */
const longName = (name: string, { region, userPools }: Surroundings): string => {
  const pool = userPools.find(({ id }) => name === id || name.startsWith(`${id}:`));
  return pool ? providerNameOf(region, pool.id) + name.slice(pool.id.length) : name;
};

function providersOf(
  { userPools: configured }: IdentityPoolSetup,
  { region, userPools }: Surroundings,
): UserPoolProvider[] {
  const [first] = userPools;
  const chosen =
    configured ??
    userPools.flatMap(({ id, clients }) => clients.map((client) => ({ userPool: id, client: client.id })));
  return chosen.map(({ userPool = first?.id ?? '', client, ...rest }) => ({
    ...rest,
    providerName: providerNameOf(region, userPool),
    clientId: client ?? userPools.find(({ id }) => id === userPool)?.clients[0]?.id ?? '',
  }));
}

export function identityPoolPlan(
  setup: IdentityPoolSetup,
  index: number,
  surroundings: Surroundings,
): IdentityPool {
  const { id: _, userPools: _providers, roles = {}, roleMappings, principalTags, ...rest } = setup;
  const guests = setup.guests ?? 'allowed';
  const unauthenticated = roles.unauthenticated ?? (guests === 'allowed' ? guestRoleName : undefined);
  const renamed = <Value>(record: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [longName(name, surroundings), value]));
  return {
    name: index === 0 ? 'cognito-kit-local' : `cognito-kit-local-${index + 1}`,
    ...rest,
    id: identityPoolIdOf(setup, index, surroundings.region),
    guests,
    providers: providersOf(setup, surroundings),
    roles: {
      authenticated: arnOfRole(roles.authenticated ?? roleArn(userRoleName)),
      ...(unauthenticated !== undefined && { unauthenticated: arnOfRole(unauthenticated) }),
    },
    ...(roleMappings && {
      roleMappings: Object.fromEntries(
        Object.entries(renamed(roleMappings)).map(([name, mapping]) => [name, mappingPlan(mapping)]),
      ),
    }),
    ...(principalTags && { principalTags: renamed(principalTags) }),
  };
}
