/**
 * Checks that tokens are the ones that this app client may hold, and reads what they say. Signatures are left to those
 * who rely on the tokens; what is checked here keeps another pool's or another use's tokens out of the session.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 */
import { decodeJwt, type JwtClaims } from '../lib/jwt.ts';
import type { Tokens } from '../protocol/tokens.ts';
import { invalidToken } from './errors.ts';
import type { IdTokenClaims } from './session.ts';

export interface TokenOwner {
  userPoolId: string;
  clientId: string;
}

export interface ReadTokens {
  sub: string;
  username: string;
  claims: IdTokenClaims;
  /** Milliseconds since the epoch, by the service's clock. */
  issuedAt: number;
  /** When the first of the two runs out; milliseconds, by the service's clock. */
  expiresAt: number;
}

function readClaims(use: 'id' | 'access', token: string, { userPoolId, clientId }: TokenOwner): JwtClaims {
  const claims = decodeJwt(token) ?? {};
  const { sub, iss, iat, exp, token_use } = claims;
  // In the order in which they tell most.
  const wrong = [
    [iss, 'is not a JWT of a user pool'],
    [token_use === use, 'is meant for another use'],
    // The pool id holds the region, so that the host may be AWS's in any partition or a local AWS.
    [String(iss).endsWith(`/${userPoolId}`), 'is another user pool’s'],
    [claims[use === 'id' ? 'aud' : 'client_id'] === clientId, 'is another app client’s'],
    [sub && Number.isFinite(iat) && Number.isFinite(exp), 'lacks a user or dates'],
  ].find(([right]) => !right);
  if (wrong) throw invalidToken(`the ${use} token ${wrong[1] as string}`);
  return claims;
}

export function readTokens(tokens: Tokens, owner: TokenOwner): ReadTokens {
  const claims = readClaims('id', tokens.idToken, owner) as IdTokenClaims;
  const access = readClaims('access', tokens.accessToken, owner) as { sub: string; iat: number; exp: number };
  if (access.sub !== claims.sub) throw invalidToken('they are two different users’');
  if (!tokens.refreshToken) throw invalidToken('there is no refresh token');
  return {
    sub: claims.sub,
    username: claims['cognito:username'] || claims.sub,
    claims,
    issuedAt: Math.max(claims.iat, access.iat) * 1000,
    expiresAt: Math.min(claims.exp, access.exp) * 1000,
  };
}

/** The tokens alone. */
export const tokensOf = ({ idToken, accessToken, refreshToken }: Tokens): Tokens => ({
  idToken,
  accessToken,
  refreshToken,
});
