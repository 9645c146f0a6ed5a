/** Challenges on the wire. https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */

/** A challenge that this version answers. */
export type ChallengeName =
  | 'CUSTOM_CHALLENGE'
  | 'DEVICE_PASSWORD_VERIFIER'
  | 'DEVICE_SRP_AUTH'
  | 'EMAIL_OTP'
  | 'MFA_SETUP'
  | 'NEW_PASSWORD_REQUIRED'
  | 'PASSWORD'
  | 'PASSWORD_SRP'
  | 'PASSWORD_VERIFIER'
  | 'SELECT_CHALLENGE'
  | 'SELECT_MFA_TYPE'
  | 'SMS_MFA'
  | 'SMS_OTP'
  | 'SOFTWARE_TOKEN_MFA'
  | 'WEB_AUTHN';

/** The reply of InitiateAuth and RespondToAuthChallenge: tokens, or the next challenge. */
export interface AuthReply {
  /** The next challenge. A pool may be configured for one that this version does not know. */
  ChallengeName?: ChallengeName | (string & {});
  /** The challenge token. A secret: its bearer can continue the sign-in. */
  Session?: string;
  ChallengeParameters?: Record<string, string>;
  /** Names of the challenges that SELECT_CHALLENGE leaves to choose from. */
  AvailableChallenges?: string[];
  AuthenticationResult?: AuthenticationResult;
}

export interface AuthenticationResult {
  AccessToken?: string;
  IdToken?: string;
  /** Missing from the reply of a refresh without rotation. */
  RefreshToken?: string;
  /** Seconds. */
  ExpiresIn?: number;
  TokenType?: string;
  /** A device that the pool has not seen before, where it tracks devices. */
  NewDeviceMetadata?: { DeviceKey?: string; DeviceGroupKey?: string };
}
