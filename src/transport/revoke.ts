/**
 * Ends sessions at Cognito.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html
 */
import { request } from './request.ts';
import type { UserPool } from './user-pool.ts';

/**
 * Revokes a refresh token and the access tokens that were issued with it. Revoking a token twice is no error.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html
 * @throws {CognitoError} errors of the request
 */
export async function revokeToken(pool: UserPool, refreshToken: string, signal?: AbortSignal): Promise<void> {
  await request(pool, 'RevokeToken', { ClientId: pool.clientId, Token: refreshToken }, signal);
}

/**
 * Signs the user out on all devices: all refresh and access tokens of the user are revoked.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html
 * @throws {CognitoError} `NotAuthorizedException` when the access token has expired or was revoked; errors of the request
 */
export async function globalSignOut(
  pool: UserPool,
  accessToken: string,
  signal?: AbortSignal,
): Promise<void> {
  await request(pool, 'GlobalSignOut', { AccessToken: accessToken }, signal);
}
