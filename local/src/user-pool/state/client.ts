/** An app client of a pool. */
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
  /** ALLOW_ADMIN_USER_PASSWORD_AUTH: whether a back end may sign users in with AdminInitiateAuth. Default DENIED. */
  adminPasswordAuth?: 'ALLOWED' | 'DENIED';
  preventUserExistenceErrors: 'ENABLED' | 'LEGACY';
  /** Seconds. */
  accessTokenValidity: number;
  /** Seconds. */
  idTokenValidity: number;
  /** Seconds. */
  refreshTokenValidity: number;
  /** Lifetime of a challenge token, in seconds. */
  sessionValidity: number;
  refreshTokenRotation:
    | { status: 'DISABLED' }
    /** Seconds, 0 to 60, in which a retry with the rotated token still works. */
    | { status: 'ENABLED'; gracePeriod: number };
  /** EnableTokenRevocation. If false, tokens contain no `origin_jti`, and RevokeToken is refused. Default true. */
  tokenRevocation?: boolean;
  /** Attributes that users may read and write through the client. Default: all that the schema allows. */
  readAttributes?: readonly string[];
  writeAttributes?: readonly string[];
}
