/** Reads the tokens out of a reply, all three or none. */
import { CognitoError } from '../errors.ts';
import type { AuthenticationResult } from '../protocol/challenges.ts';
import type { Tokens } from '../protocol/tokens.ts';

/**
 * @param refreshToken the one in use, kept when the reply brings no new one
 * @throws {CognitoError} `InvalidResponse` when one is missing: half a session is never stored
 */
export function readTokens(result: AuthenticationResult | undefined, refreshToken?: string): Tokens {
  const { IdToken, AccessToken, RefreshToken = refreshToken } = result ?? {};
  if (IdToken && AccessToken && RefreshToken) {
    return { idToken: IdToken, accessToken: AccessToken, refreshToken: RefreshToken };
  }
  throw new CognitoError({
    kind: 'protocol',
    code: 'InvalidResponse',
    message:
      'The user pool answered with success but without all of its tokens, so nothing was stored. Try again; if it stays so, look at the app client’s settings.',
  });
}
