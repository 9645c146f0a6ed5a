/**
 * Ends sessions at the service.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html
 */
import { request } from './request.ts';
import type { UserPool } from './user-pool.ts';

/** Revokes one refresh token, and the access tokens that came of it. Revoking twice is no error. */
export async function revokeToken(pool: UserPool, refreshToken: string, signal?: AbortSignal): Promise<void> {
  await request(pool, 'RevokeToken', { ClientId: pool.clientId, Token: refreshToken }, signal);
}

/** Signs the user out everywhere: all of its refresh and access tokens are revoked. */
export async function globalSignOut(
  pool: UserPool,
  accessToken: string,
  signal?: AbortSignal,
): Promise<void> {
  await request(pool, 'GlobalSignOut', { AccessToken: accessToken }, signal);
}
