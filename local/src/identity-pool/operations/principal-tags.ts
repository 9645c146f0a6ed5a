/**
 * GetPrincipalTagAttributeMap and SetPrincipalTagAttributeMap: attributes for access control of one provider.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetPrincipalTagAttributeMap.html
 */
import type { JsonObject } from '../../protocol/json-service.ts';
import { getOwn } from '../../lib/own.ts';
import type { IdentityPoolContext } from '../context.ts';
import { readFlag, readPool, readTextMap, requireText } from '../input.ts';
import { claimsOfTags } from '../principal-tags.ts';
import type { IdentityPool } from '../state.ts';

const output = (pool: IdentityPool, name: string): JsonObject => {
  const tags = getOwn(pool.principalTags ?? {}, name);
  return {
    IdentityPoolId: pool.id,
    IdentityProviderName: name,
    UseDefaults: tags?.source === 'defaults',
    PrincipalTags: tags ? claimsOfTags(tags) : {},
  };
};

const readName = (input: JsonObject) => requireText(input, 'IdentityProviderName', { most: 128 });

export const setPrincipalTagAttributeMap = (
  { state }: IdentityPoolContext,
  input: JsonObject,
): JsonObject => {
  const pool = readPool(state, input);
  const name = readName(input);
  const claims = Object.fromEntries(readTextMap(input, 'PrincipalTags', { most: 256 }));
  const defaults = readFlag(input, 'UseDefaults') === true;
  const tags = defaults ? ({ source: 'defaults' } as const) : ({ source: 'custom', claims } as const);
  pool.principalTags = Object.fromEntries([...Object.entries(pool.principalTags ?? {}), [name, tags]]);
  return output(pool, name);
};

export const getPrincipalTagAttributeMap = ({ state }: IdentityPoolContext, input: JsonObject): JsonObject =>
  output(readPool(state, input), readName(input));
