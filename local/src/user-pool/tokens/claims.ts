/** The claims of ID and access tokens, and the claims that a trigger may not change. */
import type { JsonObject } from '../../protocol/json-service.ts';
import { type Context, issuerOf, type Scope, seconds } from '../context.ts';
import type { TokenSession, User } from '../state.ts';
import { amrOf } from './authentication-methods.ts';
import { groupClaims } from './groups.ts';
import type { ClaimChanges, Customization } from './pre-token-generation.ts';
import { isRevocable } from './revocation.ts';

/**
 * Claims that a trigger may not change: in both tokens, in the ID token, in the access token.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
const fixed = {
  both: 'acr amr at_hash auth_time azp event_id exp iat iss jti nbf nonce origin_jti sub token_use'.split(
    ' ',
  ),
  id: ['aud', 'identities'],
  access: ['client_id', 'device_key', 'scope', 'username', 'version'],
};

/**
 * Checks for fixed claims. Claims with the prefix `cognito:` are fixed too; groupOverrideDetails changes groups and
 * roles.
 */
const isFixed = (token: 'id' | 'access', name: string) =>
  name.startsWith('cognito:') || fixed.both.includes(name) || fixed[token].includes(name);

type Change = (token: 'id' | 'access', claims: JsonObject, changes: ClaimChanges) => JsonObject;

const changing =
  ({ platform }: Context, { client }: Scope): Change =>
  (token, claims, { add, suppress }) => {
    const isRefused = (name: string, value?: unknown) => {
      // A trigger may add `aud` to an access token, but only with the client's own id.
      const refused = isFixed(token, name) || (token === 'access' && name === 'aud' && value !== client.id);
      if (refused)
        platform.print(`PreTokenGeneration: no trigger may change the ${token} token's claim "${name}"`);
      return refused;
    };
    const added = Object.entries(add).filter(([name, value]) => !isRefused(name, value));
    const suppressed = new Set(suppress.filter((name) => !isRefused(name)));
    // Suppression wins over addition.
    return Object.fromEntries(
      [...Object.entries(claims), ...added].filter(([name]) => !suppressed.has(name)),
    );
  };

/** Attributes that are texts but become Boolean claims. */
const FLAGS = ['email_verified', 'phone_number_verified'];

/** Lists the attributes that the app client may read. */
export const readableAttributes = (
  { client }: Pick<Scope, 'client'>,
  { attributes }: User,
): [string, string][] =>
  Object.entries(attributes).filter(([name]) => client.readAttributes?.includes(name) ?? true);

const attributeClaims = (scope: Scope, user: User) =>
  Object.fromEntries(
    readableAttributes(scope, user).map(([name, value]) => [
      name,
      FLAGS.includes(name) ? value === 'true' : value,
    ]),
  );

export interface TokenClaims {
  id: JsonObject;
  access: JsonObject;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html */
export function tokenClaims(
  context: Context,
  scope: Scope,
  user: User,
  { originJti, session }: { originJti: string; session: TokenSession },
  custom: Customization,
): TokenClaims {
  const { pool, client } = scope;
  const issuedAt = seconds(context.platform.now());
  const groups = groupClaims(custom.groups);
  const change = changing(context, scope);
  const common = {
    sub: user.sub,
    iss: issuerOf(context.region, pool.id),
    ...(isRevocable(client) && { origin_jti: originJti }),
    event_id: session.eventId,
    auth_time: seconds(session.authTime),
    iat: issuedAt,
    ...(session.acr !== undefined && { acr: session.acr, amr: amrOf(session.proven) }),
  };
  return {
    id: {
      ...change('id', attributeClaims(scope, user), custom.id),
      ...common,
      ...groups.id,
      aud: client.id,
      token_use: 'id',
      'cognito:username': user.username,
      exp: issuedAt + client.idTokenValidity,
    },
    access: {
      ...change('access', {}, custom.access),
      ...common,
      ...groups.access,
      client_id: client.id,
      token_use: 'access',
      ...(custom.scopes.length > 0 && { scope: custom.scopes.join(' ') }),
      ...(session.deviceKey !== undefined && { device_key: session.deviceKey }),
      exp: issuedAt + client.accessTokenValidity,
      username: user.username,
    },
  };
}
