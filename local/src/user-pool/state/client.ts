/** An app client, and the refresh tokens that were issued to it. */
export type AuthFlow =
  | 'USER_SRP_AUTH'
  | 'USER_PASSWORD_AUTH'
  | 'CUSTOM_AUTH'
  | 'USER_AUTH'
  | 'REFRESH_TOKEN_AUTH';

export interface Client {
  id: string;
  secret?: string;
  authFlows: readonly AuthFlow[];
  preventUserExistenceErrors: 'ENABLED' | 'LEGACY';
  /** Seconds. */
  accessTokenValidity: number;
  /** Seconds. */
  idTokenValidity: number;
  /** Seconds. */
  refreshTokenValidity: number;
  /** Seconds that a challenge's Session lives. */
  sessionValidity: number;
  refreshTokenRotation:
    | { status: 'DISABLED' }
    /** Seconds, 0 to 60, in which a retry with the token that was rotated away still works. */
    | { status: 'ENABLED'; gracePeriod: number };
  /** EnableTokenRevocation: without it tokens carry no `origin_jti`, and RevokeToken is refused. Default true. */
  tokenRevocation?: boolean;
  /** Attributes that its users may read and write; by default all that the schema lets them. */
  readAttributes?: readonly string[];
  writeAttributes?: readonly string[];
}

export interface RefreshToken {
  /** The user's key. */
  user: string;
  clientId: string;
  /** The sign-in that it came from: what ListUserSessions calls SessionId. */
  originJti: string;
  /** When that sign-in was. */
  authTime: number;
  expiresAt: number;
  revoked: boolean;
  /** When a newer one took its place. */
  rotatedAt?: number;
  /** The device that it may be used from, where devices are tracked. */
  deviceKey?: string;
  /** How the user signed in, and how strongly: the tokens' `amr` and `acr`. */
  amr?: readonly string[];
  acr?: string;
}
