/**
 * Calls the PreTokenGeneration trigger. It may add and suppress claims of the ID token, and from V2_0 on also claims and
 * scopes of the access token. Claims for identity and lifetime are fixed (claims.ts).
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

/** The input of the trigger. */
export interface TokenRequest {
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

/** Converts a claim of a V1_0 response to a text. Later versions allow any JSON. */
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

/** Reads groupOverrideDetails, which replaces groups and roles completely. Null and an empty object remove them. */
function readGroups(details: JsonObject, current: GroupConfiguration): GroupConfiguration {
  if (details['groupOverrideDetails'] === undefined) return current;
  const { groupsToOverride, iamRolesToOverride, preferredRole } = record(details['groupOverrideDetails']);
  return {
    groups: texts(groupsToOverride),
    roles: texts(iamRolesToOverride),
    ...(typeof preferredRole === 'string' && { preferredRole }),
  };
}

function readScopes(current: readonly string[], value: unknown): readonly string[] {
  const { scopesToAdd, scopesToSuppress } = record(value);
  const added = texts(scopesToAdd);
  if (added.some((scope) => !/^\S+$/.test(scope))) throw unrecognizable();
  const suppressed = new Set(texts(scopesToSuppress));
  return [...new Set([...current, ...added])].filter((scope) => !suppressed.has(scope));
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
  { version: string; key: string; read: (details: JsonObject, request: TokenRequest) => Customization }
>;

function readBoth(details: JsonObject, { groups, scopes }: TokenRequest): Customization {
  return {
    groups: readGroups(details, groups),
    scopes: readScopes(scopes, details['accessTokenGeneration']),
    id: readChanges(details['idTokenGeneration'], 'any'),
    access: readChanges(details['accessTokenGeneration'], 'any'),
  };
}

/**
 * Calls the trigger, with the event version that the pool has configured.
 * @throws {ServiceError} the errors of `runTrigger`; InvalidLambdaResponseException for a response of another shape
 */
export async function preTokenGeneration(
  context: Context,
  scope: Scope,
  user: User,
  request: TokenRequest,
): Promise<Customization> {
  const shape = scope.pool.preTokenGeneration ?? 'V1_0';
  const { version, key, read } = versions[shape];
  const { groups, roles, preferredRole } = request.groups;
  const response = await runTrigger(context, scope, 'PreTokenGeneration', {
    version,
    source: `TokenGeneration_${request.source}`,
    userName: user.username,
    request: {
      userAttributes: triggerAttributes(user),
      groupConfiguration: {
        groupsToOverride: groups,
        iamRolesToOverride: roles,
        preferredRole: preferredRole ?? null,
      },
      ...(shape !== 'V1_0' && { scopes: request.scopes }),
      ...(request.clientMetadata && { clientMetadata: request.clientMetadata }),
    },
    response: { [key]: null },
  });
  try {
    return read(record(response?.[key]), request);
  } catch (error) {
    context.platform.print(`PreTokenGeneration: response.${key} is not of the shape that ${shape} has`);
    throw error;
  }
}
