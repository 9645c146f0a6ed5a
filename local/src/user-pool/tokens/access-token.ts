/** Who an access token stands for: its signature, end, use and scope checked, and that it was not revoked. */
import { createLocalJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import { ServiceError } from '../../service-error.ts';
import { type Context, issuerOf } from '../context.ts';
import { userNotFound } from '../users/existence.ts';
import type { User, UserPool } from '../state.ts';
import { USER_ADMIN_SCOPE } from './tokens.ts';
import { userByName } from '../users/users.ts';

const refused = (message: string) => new ServiceError('NotAuthorizedException', message);

/** The pool whose issuer the token names; nothing else of it is believed yet. */
function poolOf({ state, region }: Context, token: string): UserPool | undefined {
  try {
    const { iss } = decodeJwt(token);
    return Object.values(state.pools).find(({ id }) => issuerOf(region, id) === iss);
  } catch {
    return undefined;
  }
}

async function verify(context: Context, pool: UserPool, token: string): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(await context.keys.published(pool)), {
      algorithms: ['RS256'],
      currentDate: new Date(context.world.now()),
      requiredClaims: ['sub', 'exp', 'username', 'origin_jti'],
    });
    return payload;
  } catch (error) {
    throw refused(error instanceof errors.JWTExpired ? 'Access Token has expired' : 'Invalid Access Token');
  }
}

export async function readAccessToken(
  context: Context,
  token: string,
): Promise<{ pool: UserPool; user: User; claims: JWTPayload }> {
  const pool = poolOf(context, token);
  if (!pool) throw refused('Invalid Access Token');
  const claims = await verify(context, pool, token);
  if (claims['token_use'] !== 'access') throw refused('Invalid Access Token');
  const revoked = Object.values(pool.refreshTokens).some(
    (refresh) => refresh.revoked && refresh.originJti === claims['origin_jti'],
  );
  if (revoked) throw refused('Access Token has been revoked');
  if (!String(claims['scope']).split(' ').includes(USER_ADMIN_SCOPE)) {
    throw refused('Access Token does not have required scopes');
  }
  const user = userByName(pool, String(claims['username']));
  if (!user || user.sub !== claims.sub) throw userNotFound();
  if (!user.enabled) throw refused('User is disabled.');
  return { pool, user, claims };
}
