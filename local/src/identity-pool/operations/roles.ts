/**
 * GetIdentityPoolRoles and SetIdentityPoolRoles: the default roles, and the mappings that choose other roles.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html
 */
import type { JsonObject } from '../../protocol/json-service.ts';
import { type IdentityPoolContext, invalidParameter, notAuthorized } from '../context.ts';
import { readEntries, readPool, readTextMap, requireText } from '../input.ts';
import { mostRules } from '../role-choice.ts';
import type { AmbiguousRoleResolution, IdentityPool, RoleMapping, RoleRule } from '../state.ts';

const isTree = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const matchTypes: readonly string[] = [
  'Equals',
  'NotEqual',
  'StartsWith',
  'Contains',
] satisfies RoleRule['matchType'][];
const resolutions: readonly string[] = ['AuthenticatedRole', 'Deny'] satisfies AmbiguousRoleResolution[];

const readRule = (value: unknown): RoleRule => {
  if (!isTree(value)) throw invalidParameter('A rule of RulesConfiguration is not an object.');
  const matchType = requireText(value, 'MatchType', { most: 20 });
  if (!matchTypes.includes(matchType)) {
    throw invalidParameter(`MatchType is one of ${matchTypes.join(', ')}, and not ${matchType}.`);
  }
  return {
    claim: requireText(value, 'Claim', { most: 64 }),
    matchType: matchType as RoleRule['matchType'],
    value: requireText(value, 'Value', { most: 128 }),
    roleArn: requireText(value, 'RoleARN', { least: 20, most: 2048 }),
  };
};

const readMapping = (provider: string, value: unknown): RoleMapping => {
  if (!isTree(value)) throw invalidParameter(`The role mapping for ${provider} is not an object.`);
  const type = requireText(value, 'Type', { most: 10 });
  const resolution = requireText(value, 'AmbiguousRoleResolution', { most: 20 });
  if (!resolutions.includes(resolution)) {
    throw invalidParameter(
      `AmbiguousRoleResolution is one of ${resolutions.join(', ')}, and not ${resolution}.`,
    );
  }
  const ambiguousRoleResolution = resolution as AmbiguousRoleResolution;
  if (type === 'Token') return { type, ambiguousRoleResolution };
  if (type !== 'Rules') throw invalidParameter(`Type is one of Token, Rules, and not ${type}.`);
  const configuration = value['RulesConfiguration'];
  const rules: unknown = isTree(configuration) ? configuration['Rules'] : undefined;
  if (!Array.isArray(rules) || rules.length === 0 || rules.length > mostRules) {
    throw invalidParameter(`A role mapping by rules for ${provider} needs 1 to ${mostRules} rules.`);
  }
  return { type, ambiguousRoleResolution, rules: rules.map(readRule) };
};

const isProviderOf = (pool: IdentityPool, name: string): boolean =>
  pool.providers.some(
    ({ providerName, clientId }) => name === providerName || name === `${providerName}:${clientId}`,
  ) ||
  (pool.openIdProviders ?? []).some(({ providerName }) => providerName === name) ||
  pool.developerProviderName === name;

export const setIdentityPoolRoles = (
  { state }: IdentityPoolContext,
  input: JsonObject,
  mayPass: (roleArn: string) => boolean,
): JsonObject => {
  const pool = readPool(state, input);
  const roles = readTextMap(input, 'Roles', { most: 2048 });
  const mappings = readEntries(input, 'RoleMappings').map(([provider, value]) => {
    if (!isProviderOf(pool, provider)) {
      throw invalidParameter(
        `${provider} is not a valid RoleMapping ProviderName or is not a configured provider.`,
      );
    }
    return [provider, readMapping(provider, value)] as const;
  });
  for (const [kind] of roles) {
    if (kind !== 'authenticated' && kind !== 'unauthenticated') {
      throw invalidParameter(`Roles has authenticated and unauthenticated, and not ${kind}.`);
    }
  }
  const ruled = mappings.flatMap(([, mapping]) =>
    mapping.type === 'Rules' ? mapping.rules.map(({ roleArn }) => roleArn) : [],
  );
  for (const arn of [...roles.map(([, role]) => role), ...ruled]) {
    if (!mayPass(arn)) throw notAuthorized(`Access to Role '${arn}' is forbidden.`);
  }
  pool.roles = Object.fromEntries(roles);
  if (mappings.length > 0) pool.roleMappings = Object.fromEntries(mappings);
  else delete pool.roleMappings;
  return {};
};

const mappingOutput = (mapping: RoleMapping): JsonObject => ({
  Type: mapping.type,
  AmbiguousRoleResolution: mapping.ambiguousRoleResolution,
  ...(mapping.type === 'Rules' && {
    RulesConfiguration: {
      Rules: mapping.rules.map(({ claim, matchType, value, roleArn }) => ({
        Claim: claim,
        MatchType: matchType,
        Value: value,
        RoleARN: roleArn,
      })),
    },
  }),
});

export const getIdentityPoolRoles = ({ state }: IdentityPoolContext, input: JsonObject): JsonObject => {
  const pool = readPool(state, input);
  const mappings = Object.entries(pool.roleMappings ?? {});
  return {
    IdentityPoolId: pool.id,
    Roles: { ...pool.roles },
    ...(mappings.length > 0 && {
      RoleMappings: Object.fromEntries(mappings.map(([name, mapping]) => [name, mappingOutput(mapping)])),
    }),
  };
};
