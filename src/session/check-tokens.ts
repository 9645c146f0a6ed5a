/**
 * Checks that tokens were issued for this app client, and reads their claims. Signatures are left to the backends that
 * rely on the tokens; the checks here keep another pool's tokens, or tokens of another use, out of the session.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 */
import { invalidResponseError, type CognitoError } from '../errors.ts';
import { decodeJwt, type JwtClaims } from '../lib/jwt.ts';
import type { Tokens } from '../protocol/tokens.ts';
import type { IdTokenClaims } from './session.ts';

/** The user pool and app client that tokens must be issued for. */
export interface TokenOwner {
  userPoolId: string;
  clientId: string;
}

export interface TokenFacts {
  sub: string;
  username: string;
  claims: IdTokenClaims;
  /** Milliseconds since the Unix epoch, by the service's clock. */
  issuedAt: number;
  /** When the first of the two tokens expires; milliseconds, by the service's clock. */
  expiresAt: number;
}

/**
 * Creates the error of tokens that cannot be used.
 * @param problem Completes “The tokens cannot be used: …”.
 * @returns A CognitoError `InvalidToken`.
 */
export const invalidTokenError = (problem: string): CognitoError =>
  invalidResponseError('InvalidToken', `The tokens cannot be used: ${problem}`);

function checkClaims(use: 'id' | 'access', token: string, { userPoolId, clientId }: TokenOwner): JwtClaims {
  const claims = decodeJwt(token) ?? {};
  const { sub, iss, iat, exp, token_use } = claims;
  // The first failing check is reported, so those that explain most come first.
  const failed = [
    [iss, 'is not a JWT of a user pool'],
    [token_use === use, 'is meant for another use'],
    // The pool id contains the region, so the host may be AWS's in any partition or a local AWS.
    [String(iss).endsWith(`/${userPoolId}`), 'is another user pool’s'],
    [claims[use === 'id' ? 'aud' : 'client_id'] === clientId, 'is another app client’s'],
    [sub && Number.isFinite(iat) && Number.isFinite(exp), 'lacks a user or dates'],
  ].find(([passes]) => !passes);
  if (failed) throw invalidTokenError(`the ${use} token ${failed[1] as string}`);
  return claims;
}

/**
 * Checks tokens and reads their claims.
 * @param owner The user pool and app client that they must be issued for.
 * @returns The user and the dates of the tokens.
 * @throws {CognitoError} `InvalidToken` if they are of another pool, client, use or user, or no JWTs.
 */
export function checkTokens(tokens: Tokens, owner: TokenOwner): TokenFacts {
  const claims = checkClaims('id', tokens.idToken, owner) as IdTokenClaims;
  const access = checkClaims('access', tokens.accessToken, owner) as {
    sub: string;
    iat: number;
    exp: number;
  };
  if (access.sub !== claims.sub) throw invalidTokenError('they are two different users’');
  if (!tokens.refreshToken) throw invalidTokenError('there is no refresh token');
  return {
    sub: claims.sub,
    username: claims['cognito:username'] || claims.sub,
    claims,
    issuedAt: Math.max(claims.iat, access.iat) * 1000,
    expiresAt: Math.min(claims.exp, access.exp) * 1000,
  };
}

/** Copies the three tokens out of a record. */
export const tokensOf = ({ idToken, accessToken, refreshToken }: Tokens): Tokens => ({
  idToken,
  accessToken,
  refreshToken,
});
