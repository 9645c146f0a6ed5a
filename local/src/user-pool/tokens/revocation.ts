/**
 * Ends sign-ins: their refresh tokens, and with them the access tokens of the same origin.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html
 */
import type { User, UserPool } from '../state.ts';
import { userKey } from '../users/users.ts';

export function revokeSignIn(pool: UserPool, originJti: string): void {
  for (const token of Object.values(pool.refreshTokens)) {
    if (token.originJti === originJti) token.revoked = true;
  }
}

export function revokeUser(pool: UserPool, user: User): void {
  for (const token of Object.values(pool.refreshTokens)) {
    if (token.user === userKey(user.username)) token.revoked = true;
  }
}
