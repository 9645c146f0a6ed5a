/** A user pool: its settings and its data. */
import type { JWK } from 'jose';
import type { Client } from './client.ts';
import type { Contact, FirstFactor, MfaMethod } from './factors.ts';
import type { Attempts, Challenge, SrpExchange } from './sign-in.ts';
import type { RefreshToken, TokenSession } from './token-session.ts';
import type { User } from './user.ts';

export interface PasswordPolicy {
  minimumLength: number;
  requireNumbers: boolean;
  requireUppercase: boolean;
  requireLowercase: boolean;
  requireSymbols: boolean;
}

/** The settings of a pool. */
export interface UserPoolSettings {
  passwordPolicy: PasswordPolicy;
  /** Days for which an administrator's temporary password works. */
  temporaryPasswordDays: number;
  /** Whether leaked passwords are refused. Assumption: AWS's threat protection refuses them when they are set, too. */
  compromisedPasswords: 'BLOCK' | 'ALLOW';
  requiredAttributes: readonly string[];
  /** Custom attributes, by name without `custom:`. */
  customAttributes: Record<string, CustomAttribute>;
  /** If any, users sign up with one of these addresses, and the service makes a UUID as user name. */
  usernameAttributes: readonly Contact[];
  /** Attributes that sign in like the user name, once verified. */
  aliasAttributes: readonly (Contact | 'preferred_username')[];
  /** Addresses that get a code. At sign-up, a user with both gets it by phone only, as in AWS. */
  autoVerifiedAttributes: readonly Contact[];
  /** Addresses for ForgotPassword, by priority: the code goes to the first one that the user has verified. */
  accountRecovery?: readonly Contact[];
  /** DENIED if only administrators may create users. Default ALLOWED. */
  selfSignUp?: 'ALLOWED' | 'DENIED';
  /** Addresses whose new value replaces the old one only after its code was entered. */
  verifyBeforeUpdate: readonly Contact[];
  mfa: 'OFF' | 'OPTIONAL' | 'ON';
  mfaMethods: readonly MfaMethod[];
  /** First factors of USER_AUTH. */
  firstFactors: readonly FirstFactor[];
  webAuthn?: WebAuthnSettings;
  devices: {
    tracking: 'OFF' | 'OPT_IN' | 'ALWAYS';
    /** Whether a remembered device replaces MFA. */
    skipsMfa: boolean;
  };
  /**
   * Session tracking, which ListUserSessions and RevokeUserSession need. A sign-in above `maxPerUser` (1 to 100) ends the
   * user's least recently used session. AWS's default is DISABLED, without a limit.
   */
  sessionTracking: { status: 'DISABLED' } | { status: 'ENABLED'; maxPerUser: number };
  /**
   * Version of the PreTokenGeneration event. From V2_0 on, it covers the access token's claims as well. Default V1_0.
   */
  preTokenGeneration?: 'V1_0' | 'V2_0' | 'V3_0';
  /**
   * The error for a wrong password of an unconfirmed user. Not documented by AWS; published captures show both errors.
   * NotAuthorizedException discloses less.
   */
  unconfirmedWithWrongPassword: 'NotAuthorizedException' | 'UserNotConfirmedException';
}

export interface CustomAttribute {
  type: 'String' | 'Number' | 'DateTime' | 'Boolean';
  mutable: boolean;
  /** Minimum length of a String, minimum value of a Number. */
  min?: number;
  max?: number;
}

export interface WebAuthnSettings {
  relyingPartyId: string;
  /** Origins that may use passkeys. Default: https pages of the relying party's domain, and loopback pages. */
  origins?: readonly string[];
  userVerification: 'preferred' | 'required';
  /** Whether a passkey with user verification counts as two factors. */
  factor: 'SINGLE_FACTOR' | 'MULTI_FACTOR_WITH_USER_VERIFICATION';
}

export interface UserPool extends UserPoolSettings {
  id: string;
  /** A key in base64, from which the made-up data of hidden users are derived. */
  secret: string;
  /** RSA keys, the newest last. They are made on first use, which takes a tenth of a second. */
  signingKeys: SigningKey[];
  /** App clients, by client id. */
  clients: Record<string, Client>;
  /** Users, by user name in lower case: user names are not case sensitive, as in AWS's default. */
  users: Record<string, User>;
  /** The user key that `<attribute>:<address>` led to last. Only a hint: it is checked before it is used. */
  aliasHints?: Record<string, string>;
  groups: Record<string, Group>;
  /** Sessions of completed sign-ins, by the tokens' `origin_jti`. */
  sessions: Record<string, TokenSession>;
  /** Refresh tokens, by their SHA-256. */
  refreshTokens: Record<string, RefreshToken>;
  /** SRP exchanges, by the SHA-256 of their secret block. */
  srpExchanges: Record<string, SrpExchange>;
  /** Challenges, by the SHA-256 of their token. */
  challenges: Record<string, Challenge>;
  /** Counted attempts, by `<kind>:<user name in lower case>`, also for names that no user has. */
  attempts: Record<string, Attempts>;
}

export interface SigningKey {
  kid: string;
  privateKey: JWK;
  publicKey: JWK;
}

export interface Group {
  description?: string;
  precedence?: number;
  roleArn?: string;
  /** Absent for a group from the config. */
  createdAt?: number;
  updatedAt?: number;
}
