/**
 * The trigger that tokens pass by: it may add and leave out claims, and from V2_0 on those of the access token and its
 * scopes too. What tells who somebody is and how long a token lives stays out of its reach.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
import type { JsonObject } from '../../protocol/json-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Context, Scope } from '../context.ts';
import type { User } from '../state.ts';
import { runTrigger, triggerAttributes } from '../triggers/run.ts';
import type { GroupConfiguration } from './groups.ts';

export type TokenGeneration =
  | 'Authentication'
  | 'NewPasswordChallenge'
  | 'AuthenticateDevice'
  | 'RefreshTokens';

/** What the trigger is asked for. */
export interface Asked {
  source: TokenGeneration;
  groups: GroupConfiguration;
  scopes: readonly string[];
  clientMetadata?: Readonly<Record<string, string>> | undefined;
}

export interface ClaimChanges {
  add: JsonObject;
  suppress: readonly string[];
}

export interface Customization {
  groups: GroupConfiguration;
  scopes: readonly string[];
  id: ClaimChanges;
  access: ClaimChanges;
}

const unchanged: ClaimChanges = { add: {}, suppress: [] };
const unrecognizable = () =>
  new ServiceError('InvalidLambdaResponseException', 'Unrecognizable lambda output');

function record(value: unknown): JsonObject {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw unrecognizable();
  return value as JsonObject;
}

function texts(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'string')) throw unrecognizable();
  return value as string[];
}

/** The values of a V1_0 response are texts; later ones may be any JSON. */
function asText([name, value]: [string, unknown]): [string, unknown] {
  if (typeof value === 'string') return [name, value];
  if (typeof value !== 'number' && typeof value !== 'boolean') throw unrecognizable();
  return [name, String(value)];
}

const readChanges = (value: unknown, values: 'text' | 'any'): ClaimChanges => {
  const { claimsToAddOrOverride, claimsToSuppress } = record(value);
  const add = Object.entries(record(claimsToAddOrOverride)).filter(([, claim]) => claim !== null);
  return {
    add: Object.fromEntries(values === 'text' ? add.map(asText) : add),
    suppress: texts(claimsToSuppress),
  };
};

/** What is given takes the place of all of it; empty or null leaves no group. */
function readGroups(details: JsonObject, before: GroupConfiguration): GroupConfiguration {
  if (details['groupOverrideDetails'] === undefined) return before;
  const { groupsToOverride, iamRolesToOverride, preferredRole } = record(details['groupOverrideDetails']);
  return {
    groups: texts(groupsToOverride),
    roles: texts(iamRolesToOverride),
    ...(typeof preferredRole === 'string' && { preferredRole }),
  };
}

function readScopes(before: readonly string[], value: unknown): readonly string[] {
  const { scopesToAdd, scopesToSuppress } = record(value);
  const added = texts(scopesToAdd);
  if (added.some((scope) => !/^\S+$/.test(scope))) throw unrecognizable();
  const suppressed = new Set(texts(scopesToSuppress));
  return [...new Set([...before, ...added])].filter((scope) => !suppressed.has(scope));
}

const versions = {
  V1_0: {
    version: '1',
    key: 'claimsOverrideDetails',
    read: (details, { groups, scopes }) => ({
      groups: readGroups(details, groups),
      scopes,
      id: readChanges(details, 'text'),
      access: unchanged,
    }),
  },
  V2_0: { version: '2', key: 'claimsAndScopeOverrideDetails', read: readBoth },
  V3_0: { version: '3', key: 'claimsAndScopeOverrideDetails', read: readBoth },
} satisfies Record<
  string,
  { version: string; key: string; read: (details: JsonObject, asked: Asked) => Customization }
>;

function readBoth(details: JsonObject, { groups, scopes }: Asked): Customization {
  return {
    groups: readGroups(details, groups),
    scopes: readScopes(scopes, details['accessTokenGeneration']),
    id: readChanges(details['idTokenGeneration'], 'any'),
    access: readChanges(details['accessTokenGeneration'], 'any'),
  };
}

/** @throws {ServiceError} what `runTrigger` throws, InvalidLambdaResponseException for a response of another shape */
export async function preTokenGeneration(
  context: Context,
  scope: Scope,
  user: User,
  asked: Asked,
): Promise<Customization> {
  const shape = scope.pool.preTokenGeneration ?? 'V1_0';
  const { version, key, read } = versions[shape];
  const { groups, roles, preferredRole } = asked.groups;
  const response = await runTrigger(context, scope, 'PreTokenGeneration', {
    version,
    source: `TokenGeneration_${asked.source}`,
    userName: user.username,
    request: {
      userAttributes: triggerAttributes(user),
      groupConfiguration: {
        groupsToOverride: groups,
        iamRolesToOverride: roles,
        preferredRole: preferredRole ?? null,
      },
      ...(shape !== 'V1_0' && { scopes: asked.scopes }),
      ...(asked.clientMetadata && { clientMetadata: asked.clientMetadata }),
    },
    response: { [key]: null },
  });
  try {
    return read(record(response?.[key]), asked);
  } catch (error) {
    context.platform.print(`PreTokenGeneration: response.${key} is not of the shape that ${shape} has`);
    throw error;
  }
}
