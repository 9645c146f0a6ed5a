/** What a completed sign-in leaves behind, for as long as its tokens may work. AWS calls it a token session. */
import type { Proof } from './sign-in.ts';

/**
 * Kept by the tokens' `origin_jti`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/managing-user-sessions.html
 */
export interface TokenSession {
  /** The user's key. */
  user: string;
  clientId: string;
  /** The tokens' `event_id`: all that a token without `origin_jti` is known by. */
  eventId: string;
  /** The tokens' `auth_time`, in milliseconds. */
  authTime: number;
  /** The last sign-in or refresh. */
  lastActiveAt: number;
  /** When its refresh tokens end. */
  expiresAt: number;
  status: 'active' | 'revoked';
  /** Keys of its refresh tokens, the newest last. */
  refreshTokens: string[];
  /** The device that its refresh tokens are bound to, where devices are tracked. */
  deviceKey?: string;
  /** How the user signed in, and the level that this reached where one was asked for: the tokens' `amr` and `acr`. */
  proven: readonly Proof[];
  acr?: string;
  /** Of the last sign-in or refresh. */
  userAgent?: string;
}

export interface RefreshToken {
  /** The session that it renews. */
  originJti: string;
  /** When a newer one took its place. */
  rotatedAt?: number;
}
