/** Reads the tokens of a reply: all three or none. */
import { invalidResponseError } from '../errors.ts';
import type { AuthenticationResult } from '../protocol/challenges.ts';
import type { Tokens } from '../protocol/tokens.ts';

/**
 * @param refreshToken The refresh token in use, which stays in use when the reply has no new one
 * @throws {CognitoError} `InvalidResponse` when a token is missing, so half a session is never stored
 */
export function readTokens(result: AuthenticationResult | undefined, refreshToken?: string): Tokens {
  const { IdToken, AccessToken, RefreshToken = refreshToken } = result ?? {};
  if (IdToken && AccessToken && RefreshToken) {
    return { idToken: IdToken, accessToken: AccessToken, refreshToken: RefreshToken };
  }
  throw invalidResponseError('InvalidResponse', 'The user pool answered without all three tokens');
}
