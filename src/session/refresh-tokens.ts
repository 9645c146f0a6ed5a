/**
 * Requests new tokens for a refresh token. `createGetTokens` decides when, and that it happens once at a time.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
 */
import { isCognitoError } from '../errors.ts';
import { texts } from '../lib/json.ts';
import type { AuthReply } from '../protocol/challenges.ts';
import type { Tokens } from '../protocol/tokens.ts';
import { deviceKeyOf, usernameOf } from '../transport/token-claims.ts';
import { readTokens } from '../transport/read-tokens.ts';
import { request } from '../transport/request.ts';
import type { UserPool } from '../transport/user-pool.ts';

/** Error codes of endpoints without the operation: other emulators (cognito-local: `Unsupported`), and proxies with an allow list. */
const UNKNOWN_OPERATION = /^(?:Unknown|Unsupported)(?:Operation|$)|^InvalidAction/;

/**
 * Sends GetTokensFromRefreshToken or, to an endpoint without it, InitiateAuth with REFRESH_TOKEN_AUTH.
 * @param tokens The refresh token, and the access token for the user's name and device.
 * @returns New tokens. The refresh token is the old one unless the pool rotates.
 * @throws {CognitoError} `NotAuthorizedException` or `RefreshTokenReuseException` if the session has ended.
 */
export async function refreshTokens(
  pool: UserPool,
  { refreshToken, accessToken }: Pick<Tokens, 'refreshToken' | 'accessToken'>,
  signal?: AbortSignal,
): Promise<Tokens> {
  // Where the pool tracks devices, a refresh token works only on the device that it was issued to.
  const device = deviceKeyOf(accessToken);
  let reply: AuthReply;
  try {
    reply = await request(
      pool,
      'GetTokensFromRefreshToken',
      { ClientId: pool.clientId, RefreshToken: refreshToken, DeviceKey: device },
      signal,
    );
  } catch (error) {
    if (!isCognitoError(error) || !UNKNOWN_OPERATION.test(error.code)) throw error;
    reply = await request(
      pool,
      'InitiateAuth',
      {
        ClientId: pool.clientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: texts({
          // The SECRET_HASH of a client with a secret is here of the pool's own username, never of an alias.
          USERNAME: usernameOf(accessToken),
          REFRESH_TOKEN: refreshToken,
          DEVICE_KEY: device,
        }),
      },
      signal,
    );
  }
  return readTokens(reply.AuthenticationResult, refreshToken);
}
