/**
 * Creates, updates, describes, lists and deletes identity pools. Does not store tags and SAML providers.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UpdateIdentityPool.html
 */
import { peek } from '../../lib/watched.ts';
import type { JsonObject } from '../../protocol/json-service.ts';
import { uuidFrom } from '../../lib/uuid.ts';
import { type IdentityPoolContext, invalidParameter } from '../context.ts';
import { readFlag, readPool, readText, readTextMap, requireNumber, requireText } from '../input.ts';
import { pageOf } from '../page.ts';
import type { IdentityPool, OpenIdProvider, UserPoolProvider } from '../state.ts';

const isTree = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readList = (input: JsonObject, name: string): readonly unknown[] => {
  const value = input[name] ?? [];
  if (!Array.isArray(value)) throw invalidParameter(`${name} is not a list.`);
  return value;
};

const readUserPool = (value: unknown): UserPoolProvider => {
  if (!isTree(value)) throw invalidParameter('One of CognitoIdentityProviders is not an object.');
  return {
    providerName: requireText(value, 'ProviderName', { most: 128 }),
    clientId: requireText(value, 'ClientId', { most: 128 }),
    ...(readFlag(value, 'ServerSideTokenCheck') === true && { serverSideTokenCheck: 'checked' as const }),
  };
};

const providerMarker = ':oidc-provider/';

/** Reads the ARN of an issuer of the account. The issuer decides which audiences are accepted. */
const readIssuer = (value: unknown): OpenIdProvider => {
  const start = typeof value === 'string' ? value.indexOf(providerMarker) : -1;
  if (typeof value !== 'string' || start < 0) {
    throw invalidParameter('OpenIdConnectProviderARNs is a list of ARNs with :oidc-provider/ in them.');
  }
  return { providerName: value.slice(start + providerMarker.length) };
};

/** Reads all settings of a pool. As in AWS, an update removes settings that the input leaves out. */
const readSettings = (input: JsonObject): Omit<IdentityPool, 'id' | 'roles'> => {
  const guests = readFlag(input, 'AllowUnauthenticatedIdentities');
  if (guests === undefined) throw invalidParameter('AllowUnauthenticatedIdentities is needed.');
  const classic = readFlag(input, 'AllowClassicFlow');
  const developer = readText(input, 'DeveloperProviderName', { most: 100 });
  if (developer !== undefined && !/^[\w._-]+$/.test(developer)) {
    throw invalidParameter(
      'DeveloperProviderName has letters, digits, periods, underscores and dashes only.',
    );
  }
  const openId = [
    ...readTextMap(input, 'SupportedLoginProviders', { most: 128 }).map(([providerName, app]) => ({
      providerName,
      audiences: app.split(';'),
    })),
    ...readList(input, 'OpenIdConnectProviderARNs').map(readIssuer),
  ];
  return {
    name: requireText(input, 'IdentityPoolName', { most: 128 }),
    guests: guests ? 'allowed' : 'refused',
    providers: readList(input, 'CognitoIdentityProviders').map(readUserPool),
    ...(openId.length > 0 && { openIdProviders: openId }),
    ...(developer !== undefined && { developerProviderName: developer }),
    ...(classic !== undefined && { classicFlow: classic ? ('allowed' as const) : ('refused' as const) }),
  };
};

const output = ({ sts }: IdentityPoolContext, pool: IdentityPool): JsonObject => {
  const openId = pool.openIdProviders ?? [];
  const byApp = openId.filter(({ audiences }) => audiences !== undefined);
  const byIssuer = openId.filter(({ audiences }) => audiences === undefined);
  return {
    IdentityPoolId: pool.id,
    IdentityPoolName: pool.name,
    AllowUnauthenticatedIdentities: pool.guests === 'allowed',
    AllowClassicFlow: pool.classicFlow === 'allowed',
    CognitoIdentityProviders: pool.providers.map(({ providerName, clientId, serverSideTokenCheck }) => ({
      ProviderName: providerName,
      ClientId: clientId,
      ServerSideTokenCheck: serverSideTokenCheck === 'checked',
    })),
    ...(pool.developerProviderName !== undefined && { DeveloperProviderName: pool.developerProviderName }),
    ...(byApp.length > 0 && {
      SupportedLoginProviders: Object.fromEntries(
        byApp.map(({ providerName, audiences = [] }) => [providerName, audiences.join(';')]),
      ),
    }),
    ...(byIssuer.length > 0 && {
      OpenIdConnectProviderARNs: byIssuer.map(
        ({ providerName }) => `arn:aws:iam::${sts.account}${providerMarker}${providerName}`,
      ),
    }),
  };
};

export const createIdentityPool = (context: IdentityPoolContext, input: JsonObject): JsonObject => {
  const settings = readSettings(input);
  const id = `${context.region}:${uuidFrom(context.platform.random(16))}`;
  const pool: IdentityPool = { id, ...settings, roles: {} };
  context.state.pools[id] = pool;
  return output(context, pool);
};

export const updateIdentityPool = (context: IdentityPoolContext, input: JsonObject): JsonObject => {
  const { id, roles, roleMappings, principalTags } = readPool(context.state, input);
  const pool: IdentityPool = {
    id,
    ...readSettings(input),
    roles,
    ...(roleMappings && { roleMappings }),
    ...(principalTags && { principalTags }),
  };
  context.state.pools[id] = pool;
  return output(context, pool);
};

export const describeIdentityPool = (context: IdentityPoolContext, input: JsonObject): JsonObject =>
  output(context, readPool(context.state, input));

export const listIdentityPools = ({ state }: IdentityPoolContext, input: JsonObject): JsonObject => {
  const { items, next } = pageOf(
    Object.values(state.pools).map(({ id, name }) => ({ IdentityPoolId: id, IdentityPoolName: name })),
    requireNumber(input, 'MaxResults', { least: 1, most: 60 }),
    readText(input, 'NextToken', { most: 65_535 }),
  );
  return { IdentityPools: items, ...(next !== undefined && { NextToken: next }) };
};

/** Deletes the pool with all its identities; none of them can get keys any more. */
export const deleteIdentityPool = ({ state }: IdentityPoolContext, input: JsonObject): JsonObject => {
  const { id } = readPool(state, input);
  delete state.pools[id];
  for (const identity of Object.values(peek(state.identities))) {
    if (identity.poolId === id) delete state.identities[identity.id];
  }
  return {};
};
