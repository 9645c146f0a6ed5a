/** The record of a completed sign-in, stored for as long as its tokens may work. AWS calls it a token session. */
import type { Proof } from './sign-in.ts';

/**
 * A completed sign-in, stored by the tokens' `origin_jti`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/managing-user-sessions.html
 */
export interface TokenSession {
  /** The user's key. */
  user: string;
  clientId: string;
  /** The tokens' `event_id`, which identifies the session of a token without `origin_jti`. */
  eventId: string;
  /** The tokens' `auth_time`, in milliseconds. */
  authTime: number;
  /** Time of the last sign-in or refresh. */
  lastActiveAt: number;
  /** Expiry of the refresh tokens. */
  expiresAt: number;
  status: 'active' | 'revoked';
  /** Hashes of the refresh tokens, the newest last. */
  refreshTokens: string[];
  /** The device to which the refresh tokens are bound, if the pool tracks devices. */
  deviceKey?: string;
  /** The proven factors (`amr`), and the level that was reached if one was requested (`acr`). */
  proven: readonly Proof[];
  acr?: string;
  /** User-Agent of the last sign-in or refresh. */
  userAgent?: string;
}

export interface RefreshToken {
  /** The session that the token renews. */
  originJti: string;
  /** Time at which a newer token replaced this one. */
  rotatedAt?: number;
}
