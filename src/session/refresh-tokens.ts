/**
 * Gets new tokens for a refresh token, once. Who calls it when, and only once at a time, is the session's business.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
 */
import { isCognitoError } from '../errors.ts';
import { texts } from '../lib/json.ts';
import type { AuthReply } from '../protocol/challenges.ts';
import type { Tokens } from '../protocol/tokens.ts';
import { deviceKeyOf } from '../transport/device-key.ts';
import { ownNameOf } from '../transport/own-name.ts';
import { readTokens } from '../transport/read-tokens.ts';
import { request } from '../transport/request.ts';
import type { UserPool } from '../transport/user-pool.ts';

/** What an endpoint answers that does not have the operation: other emulators (cognito-local says `Unsupported`), and proxies with a list. */
const UNKNOWN_OPERATION = /^(?:Unknown|Unsupported)(?:Operation|$)|^InvalidAction/;

/**
 * Resolves with new tokens; the refresh token is the old one unless the pool rotates.
 * @throws {CognitoError} `NotAuthorizedException` or `RefreshTokenReuseException` when the session has ended
 */
export async function refreshTokens(
  pool: UserPool,
  { refreshToken, accessToken }: Pick<Tokens, 'refreshToken' | 'accessToken'>,
  signal?: AbortSignal,
): Promise<Tokens> {
  // Where the pool tracks devices, a refresh token works on the device that it was issued to.
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
          // For the SECRET_HASH of a client with a secret, which is here of the pool's own name and of no alias.
          USERNAME: ownNameOf(accessToken),
          REFRESH_TOKEN: refreshToken,
          DEVICE_KEY: device,
        }),
      },
      signal,
    );
  }
  return readTokens(reply.AuthenticationResult, refreshToken);
}
