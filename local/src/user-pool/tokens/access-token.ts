/** Verifies access tokens: signature, expiry, use, scope, and that the session was not revoked. */
import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import { getOwn } from '../../lib/own.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { type Context, issuerOf, type Scope } from '../context.ts';
import type { User, UserPool } from '../state.ts';
import { userNotFound } from '../users/existence.ts';
import { userByName } from '../users/users.ts';
import { sessionOfToken } from './revocation.ts';
import type { WithOrigin } from './token-sessions.ts';
import { USER_ADMIN_SCOPE } from './tokens.ts';

const refused = (message: string) => new ServiceError('NotAuthorizedException', message);
const invalid = () => refused('Invalid Access Token');

/** Finds the pool that the token's issuer names. The token is not verified yet, so nothing else of it is used. */
function poolOf({ state, region }: Context, token: string): UserPool | undefined {
  try {
    const { iss } = decodeJwt(token);
    return Object.values(state.pools).find(({ id }) => issuerOf(region, id) === iss);
  } catch {
    return undefined;
  }
}

async function verify(context: Context, pool: UserPool, token: string): Promise<JWTPayload> {
  const { platform, keys } = context;
  try {
    const { payload } = await jwtVerify(token, await keys.verifier(pool), {
      algorithms: ['RS256'],
      currentDate: new Date(platform.now()),
      requiredClaims: ['sub', 'exp', 'username', 'client_id'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw refused('Access Token has expired');
    platform.print(
      `access token refused: ${error instanceof Error ? error.message : 'it cannot be verified'}`,
    );
    throw invalid();
  }
}

const hasScope = ({ scope }: JWTPayload & { scope?: unknown }, wanted: string) =>
  typeof scope === 'string' && scope.split(' ').includes(wanted);

export interface Bearer extends Scope {
  user: User;
  claims: JWTPayload;
  session: WithOrigin;
}

/**
 * Verifies an access token and finds its pool, client, user and session.
 * @throws {ServiceError} NotAuthorizedException, UserNotFoundException
 */
export async function readAccessToken(context: Context, token: string): Promise<Bearer> {
  const { print } = context.platform;
  const pool = poolOf(context, token);
  if (!pool) {
    print('access token refused: it is not a JWT of a local user pool in this region');
    throw invalid();
  }
  const claims = await verify(context, pool, token);
  const client = getOwn(pool.clients, String(claims['client_id']));
  if (claims['token_use'] !== 'access' || !client) {
    print(
      `access token refused: ${client ? 'it is another kind of token' : 'its app client does not exist'}`,
    );
    throw invalid();
  }
  const user = userByName(pool, String(claims['username']));
  if (!user || user.sub !== claims.sub) throw userNotFound();
  if (!user.enabled) throw refused('User is disabled.');
  const session = sessionOfToken(pool, user, claims);
  if (session?.[1].status !== 'active') throw refused('Access Token has been revoked');
  if (!hasScope(claims, USER_ADMIN_SCOPE)) {
    print(
      `access token refused: it lacks the scope ${USER_ADMIN_SCOPE}; tokens of managed login have it only if it was requested, and a PreTokenGeneration trigger can suppress it`,
    );
    throw refused('Access Token does not have required scopes');
  }
  return { pool, client, user, claims, session };
}
