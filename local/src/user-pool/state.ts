/** What the user pools remember: plain data, so that a snapshot is JSON. Times are milliseconds since the epoch. */
import type { JWK } from 'jose';
import type { PasswordPolicy } from './users/password-policy.ts';

export interface UserPoolsState {
  /** By pool id. */
  pools: Record<string, UserPool>;
}

export const emptyUserPools = (): UserPoolsState => ({ pools: {} });

export interface UserPool {
  id: string;
  passwordPolicy: PasswordPolicy;
  /** How long an administrator's temporary password works. */
  temporaryPasswordDays: number;
  requiredAttributes: readonly string[];
  /**
   * What a sign-up that was never confirmed meets with a wrong password. Published captures disagree about AWS (?);
   * NotAuthorizedException tells a stranger less.
   */
  unconfirmedWithWrongPassword: 'NotAuthorizedException' | 'UserNotConfirmedException';
  /** Base64; what a user who does not exist is made up from. */
  secret: string;
  /** RSA, the newest last. Made when first needed, since that takes a tenth of a second. */
  signingKeys: SigningKey[];
  /** By client id. */
  clients: Record<string, Client>;
  /** By user name in lower case: user names are not case sensitive, as in AWS's default. */
  users: Record<string, User>;
  groups: Record<string, Group>;
  /** By the SHA-256 of the token. */
  refreshTokens: Record<string, RefreshToken>;
  /** SRP exchanges under way, by the SHA-256 of their secret block. */
  srpExchanges: Record<string, SrpExchange>;
  /** Challenges under way, by the SHA-256 of their Session. */
  challenges: Record<string, Challenge>;
  /** What is counted to be limited, by `<what>:<user name in lower case>`, for users who do not exist too. */
  attempts: Record<string, Attempts>;
}

export interface SigningKey {
  kid: string;
  privateKey: JWK;
  publicKey: JWK;
}

export type AuthFlow = 'USER_SRP_AUTH' | 'USER_PASSWORD_AUTH' | 'REFRESH_TOKEN_AUTH';

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
}

export interface User {
  username: string;
  sub: string;
  /** False after AdminDisableUser: no sign-in, no refresh. */
  enabled: boolean;
  status: 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';
  /** With `email_verified` as 'true' or 'false', as the service itself keeps it; without `sub`. */
  attributes: Record<string, string>;
  groups: string[];
  password: PasswordVerifier;
  totp?: Totp;
  /** A secret that was handed out and not proven yet; the one in use stays. */
  pendingTotpSecret?: string;
  codes: Partial<Record<CodePurpose, Code>>;
  createdAt: number;
}

/** All that is kept of a password: hexadecimal salt and g^x mod N, as SRP defines them. */
export interface PasswordVerifier {
  salt: string;
  verifier: string;
  /** A temporary password runs out some days after this. */
  setAt: number;
}

export interface Totp {
  /** Base32. */
  secret: string;
  deviceName?: string;
  enabled: boolean;
  preferred: boolean;
  /** The 30-second step of the last code that was accepted; it and all before are used up. */
  lastStep: number;
}

export interface Group {
  precedence?: number;
  roleArn?: string;
}

/** As in the trigger sources of CustomMessage. */
export type CodePurpose = 'SignUp' | 'ForgotPassword';

export interface Code {
  code: string;
  expiresAt: number;
}

export interface RefreshToken {
  user: string;
  clientId: string;
  originJti: string;
  authTime: number;
  expiresAt: number;
  revoked: boolean;
  /** When a newer one took its place. */
  rotatedAt?: number;
}

export interface SrpExchange {
  /** Key of the user, or undefined for one who does not exist. */
  user: string | undefined;
  /** The name as it was given, in lower case. */
  name: string;
  /** USER_ID_FOR_SRP. */
  userIdForSrp: string;
  clientId: string;
  /** Hexadecimal: the client's A, the server's secret b and public B. */
  clientPublic: string;
  serverSecret: string;
  serverPublic: string;
  verifier: string;
  expiresAt: number;
  used: boolean;
}

export interface Challenge {
  step: 'NEW_PASSWORD_REQUIRED' | 'SOFTWARE_TOKEN_MFA';
  user: string;
  clientId: string;
  expiresAt: number;
  used: boolean;
  wrongAnswers: number;
}

export interface Attempts {
  count: number;
  last: number;
  lockedUntil: number;
}
