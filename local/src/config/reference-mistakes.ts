/**
 * Finds names in a config that refer to nothing, are used twice, or are set in two places. Expects a config whose
 * shapes are valid.
 */
import { guestRoleName, userRoleName } from '../defaults/names.ts';
import { providerNameOf } from '../defaults/identity-pool.ts';
import { joinPath } from './check.ts';
import type { LocalAwsSetup } from './config.ts';
import type { IdentityPoolSetup } from './identity-pool-setup.ts';
import { clientId, identityPoolIdOf, regionOf, userPoolId, userPoolSetups } from './names.ts';
import { usernameOf } from './user-pool-plan.ts';
import { nearest } from '../lib/nearest.ts';

interface Named {
  path: string;
  name: string;
}

function twice(what: string, all: readonly Named[]): string[] {
  const first = new Map<string, string>();
  return all.flatMap(({ path, name }) => {
    const before = first.get(name);
    if (before === undefined) first.set(name, path);
    return before === undefined ? [] : [`${path} is ${name}, as is ${before}: each ${what} needs its own`];
  });
}

function nowhere(what: string, { path, name }: Named, known: readonly string[]): string[] {
  if (known.includes(name)) return [];
  const meant = nearest(name, known);
  return [
    `${path} is ${name}, but there is no such ${what}; ${meant ? `did you mean ${meant}?` : `there are ${known.join(', ') || 'none'}`}`,
  ];
}

/** Finds settings that stand both in a short form and in its long form. */
function inTwoPlaces({ userPools, users, client, pool, triggers }: LocalAwsSetup): string[] {
  const [first] = userPools ?? [];
  const [firstClient] = first?.clients ?? [];
  const same = (short: object | undefined, long: object | undefined, from: string, to: string) =>
    Object.keys(short ?? {})
      .filter((name) => long && name in long)
      .map(
        (name) => `${joinPath(from, name)} is short for ${to}.${name}, which is set too: keep one of them`,
      );
  return [
    ...same(users && { users }, first, '', 'userPools[0]'),
    ...same(triggers && { triggers }, first, '', 'userPools[0]'),
    ...same(client, firstClient, 'client', 'userPools[0].clients[0]'),
    ...same(pool, first, 'pool', 'userPools[0]'),
  ];
}

const otherRegion = (path: string, id: string, region: string): string[] =>
  /^[a-z]{2}(?:-[a-z]+)+-\d[_:]/.test(id) && !new RegExp(`^${region}[_:]`).test(id)
    ? [`${path} is of another region than ${region}`]
    : [];

/** The names that a config may refer to. */
interface Known {
  region: string;
  pools: readonly { path: string; id: string; clients: readonly string[] }[];
  issuers: readonly string[];
  roles: readonly string[];
}

function knownNames(setup: LocalAwsSetup): Known {
  const region = regionOf(setup);
  return {
    region,
    pools: userPoolSetups(setup).map((pool, index) => ({
      path: `userPools[${index}]`,
      id: userPoolId(pool, index, region),
      clients: (pool.clients ?? []).map((client, place) => clientId(client, place, index)),
    })),
    issuers: (setup.issuers ?? []).map(({ issuer }) => issuer.replace(/^https?:\/\//, '')),
    roles: [...new Set([...Object.keys(setup.roles ?? {}), userRoleName, guestRoleName])],
  };
}

const roleMistakes = (path: string, name: string | undefined, { roles }: Known): string[] =>
  name === undefined || name.startsWith('arn:') ? [] : nowhere('role', { path, name }, roles);

function userPoolMistakes(setup: LocalAwsSetup, known: Known): string[] {
  return userPoolSetups(setup).flatMap(({ id = '', groups = {}, users = [] }, index) => {
    const path = `userPools[${index}]`;
    const usersPath = index === 0 && setup.users ? 'users' : `${path}.users`;
    return [
      ...otherRegion(`${path}.id`, id, known.region),
      ...twice(
        'user',
        users.map((user, place) => ({
          path: `${usersPath}[${place}]`,
          name: usernameOf(user).toLowerCase(),
        })),
      ),
      ...Object.entries(groups).flatMap(([name, { role }]) =>
        roleMistakes(`${joinPath(`${path}.groups`, name)}.role`, role, known),
      ),
    ];
  });
}

function providerMistakes(path: string, pool: IdentityPoolSetup, { pools, issuers }: Known): string[] {
  const [first] = pools;
  return [
    ...(pool.userPools ?? []).flatMap(({ userPool = first?.id ?? '', client }, place) => {
      const providerPath = `${path}.userPools[${place}]`;
      const clients = pools.find(({ id }) => id === userPool)?.clients ?? [];
      return [
        ...nowhere(
          'user pool',
          { path: `${providerPath}.userPool`, name: userPool },
          pools.map(({ id }) => id),
        ),
        ...(client === undefined
          ? []
          : nowhere('client', { path: `${providerPath}.client`, name: client }, clients)),
      ];
    }),
    ...(pool.openIdProviders ?? []).flatMap(({ providerName: name }, place) =>
      nowhere('issuer', { path: `${path}.openIdProviders[${place}].providerName`, name }, issuers),
    ),
  ];
}

function identityPoolMistakes(setup: LocalAwsSetup, known: Known): string[] {
  const providers = [
    ...known.pools.flatMap(({ id, clients }) =>
      [id, providerNameOf(known.region, id)].flatMap((name) => [
        name,
        ...clients.map((client) => `${name}:${client}`),
      ]),
    ),
    ...known.issuers,
  ];
  return (setup.identityPools ?? []).flatMap((pool, index) => {
    const path = `identityPools[${index}]`;
    return [
      ...otherRegion(`${path}.id`, pool.id ?? '', known.region),
      ...roleMistakes(`${path}.roles.authenticated`, pool.roles?.authenticated, known),
      ...roleMistakes(`${path}.roles.unauthenticated`, pool.roles?.unauthenticated, known),
      ...providerMistakes(path, pool, known),
      ...Object.entries(pool.roleMappings ?? {}).flatMap(([name, mapping]) => {
        const mappingPath = joinPath(`${path}.roleMappings`, name);
        const rules = mapping.type === 'Rules' ? mapping.rules : [];
        return [
          ...nowhere('provider', { path: mappingPath, name }, providers),
          ...rules.flatMap(({ role }, place) =>
            roleMistakes(`${mappingPath}.rules[${place}].role`, role, known),
          ),
        ];
      }),
      ...Object.keys(pool.principalTags ?? {}).flatMap((name) =>
        nowhere('provider', { path: joinPath(`${path}.principalTags`, name), name }, providers),
      ),
    ];
  });
}

export function referenceMistakes(setup: LocalAwsSetup): string[] {
  const known = knownNames(setup);
  return [
    ...inTwoPlaces(setup),
    ...twice(
      'pool',
      known.pools.map(({ path, id }) => ({ path: `${path}.id`, name: id })),
    ),
    ...twice(
      'client',
      known.pools.flatMap(({ path, clients }) =>
        clients.map((name, index) => ({ path: `${path}.clients[${index}].id`, name })),
      ),
    ),
    ...userPoolMistakes(setup, known),
    ...twice(
      'identity pool',
      (setup.identityPools ?? []).map((pool, index) => ({
        path: `identityPools[${index}].id`,
        name: identityPoolIdOf(pool, index, known.region),
      })),
    ),
    ...identityPoolMistakes(setup, known),
  ];
}
