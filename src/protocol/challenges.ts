/** Names of challenges. https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */

/** Those that this version answers. */
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

/** What InitiateAuth and RespondToAuthChallenge answer with: tokens, or the next challenge. */
export interface AuthReply {
  /** Any name may come: a pool can be set to ask for what this version does not know. */
  ChallengeName?: ChallengeName | (string & {});
  /** A secret: whoever has it can carry the sign-in on. */
  Session?: string;
  ChallengeParameters?: Record<string, string>;
  /** Names of the challenges that SELECT_CHALLENGE leaves to choose from. */
  AvailableChallenges?: string[];
  AuthenticationResult?: AuthenticationResult;
}

export interface AuthenticationResult {
  AccessToken?: string;
  IdToken?: string;
  /** Left out by a refresh that does not rotate. */
  RefreshToken?: string;
  /** Seconds. */
  ExpiresIn?: number;
  TokenType?: string;
  /** A device that the pool has not seen before, where it tracks devices. */
  NewDeviceMetadata?: { DeviceKey?: string; DeviceGroupKey?: string };
}
