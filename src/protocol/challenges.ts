/** Names of challenges. https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */

/** Those that this version answers. */
export type ChallengeName = 'PASSWORD_VERIFIER' | 'SOFTWARE_TOKEN_MFA' | 'NEW_PASSWORD_REQUIRED';

/** What InitiateAuth and RespondToAuthChallenge answer with: tokens, or the next challenge. */
export interface AuthReply {
  /** Any name may come: a pool can be set to ask for what this version does not know. */
  ChallengeName?: ChallengeName | (string & {});
  /** A secret: whoever has it can carry the sign-in on. */
  Session?: string;
  ChallengeParameters?: Record<string, string>;
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
}
