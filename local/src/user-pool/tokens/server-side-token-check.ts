/**
 * ServerSideTokenCheck of identity pools: checks whether the user of a verified token is still signed in.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_CognitoIdentityProvider.html
 */
import type { JWTPayload } from 'jose';
import { type Context, issuerOf } from '../context.ts';
import { userByName } from '../users/users.ts';
import { sessionOfToken } from './revocation.ts';

/** Returns the reason for a refusal, for the terminal; undefined if the user is still signed in. */
function refusalReason({ state, region }: Context, issuer: string, claims: JWTPayload): string | undefined {
  const pool = Object.values(state.pools).find(({ id }) => issuerOf(region, id) === issuer);
  if (!pool) return 'its user pool is gone';
  const user = userByName(pool, String(claims['cognito:username'] ?? claims['username']));
  if (!user || user.sub !== claims.sub) return 'its user was deleted';
  if (!user.enabled) return 'its user is disabled';
  const session = sessionOfToken(pool, user, claims);
  return session?.[1].status === 'active' ? undefined : 'its sign-in was ended';
}

export function tokenStillValid(context: Context, issuer: string, claims: JWTPayload): boolean {
  const reason = refusalReason(context, issuer, claims);
  if (reason) context.platform.print(`server-side token check: the token is refused, since ${reason}`);
  return reason === undefined;
}
