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
  /** ALLOW_ADMIN_USER_PASSWORD_AUTH: whether a back end may sign users in by AdminInitiateAuth. Default DENIED. */
  adminPasswordAuth?: 'ALLOWED' | 'DENIED';
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
