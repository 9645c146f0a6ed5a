/** A user pool: its settings, and everything that lives in it. */
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
  /** How long an administrator's temporary password works. */
  temporaryPasswordDays: number;
  /** Passwords that are known to have leaked: refused when they are set (?), as threat protection does. */
  compromisedPasswords: 'BLOCK' | 'ALLOW';
  requiredAttributes: readonly string[];
  /** By name without `custom:`. */
  customAttributes: Record<string, CustomAttribute>;
  /** Where there are any, people sign up with one of these, and the service makes up the user name, a UUID. */
  usernameAttributes: readonly Contact[];
  /** What signs in besides the user name, once verified. */
  aliasAttributes: readonly (Contact | 'preferred_username')[];
  /** What gets a code: at sign-up the phone number where both are here and the user has both, as AWS does it. */
  autoVerifiedAttributes: readonly Contact[];
  /** Where a forgotten password's code goes: the first of these that the user has verified. */
  accountRecovery?: readonly Contact[];
  /** DENIED where administrators alone make users. Default ALLOWED. */
  selfSignUp?: 'ALLOWED' | 'DENIED';
  /** A new value waits in the wings until its code was entered; until then the old one goes on. */
  verifyBeforeUpdate: readonly Contact[];
  mfa: 'OFF' | 'OPTIONAL' | 'ON';
  mfaMethods: readonly MfaMethod[];
  /** For USER_AUTH. */
  firstFactors: readonly FirstFactor[];
  webAuthn?: WebAuthnSettings;
  devices: {
    tracking: 'OFF' | 'OPT_IN' | 'ALWAYS';
    /** Whether a remembered device stands in for MFA. */
    skipsMfa: boolean;
  };
  /**
   * What ListUserSessions and RevokeUserSession work on. `maxPerUser`, 1 to 100: one sign-in more ends the user's least
   * recently used one. AWS's default is DISABLED: nobody can ask, and there is no limit.
   */
  sessionTracking: { status: 'DISABLED' } | { status: 'ENABLED'; maxPerUser: number };
  /** The shape of the PreTokenGeneration event; from V2_0 on it has the access token's claims too. Default V1_0. */
  preTokenGeneration?: 'V1_0' | 'V2_0' | 'V3_0';
  /**
   * What a sign-up that was never confirmed meets with a wrong password. Published captures disagree about AWS (?);
   * NotAuthorizedException tells a stranger less.
   */
  unconfirmedWithWrongPassword: 'NotAuthorizedException' | 'UserNotConfirmedException';
}

export interface CustomAttribute {
  type: 'String' | 'Number' | 'DateTime' | 'Boolean';
  mutable: boolean;
  /** Length of a String, value of a Number. */
  min?: number;
  max?: number;
}

export interface WebAuthnSettings {
  relyingPartyId: string;
  /** Where passkeys may be used; by default https pages of the relying party's domain, and loopback ones. */
  origins?: readonly string[];
  userVerification: 'preferred' | 'required';
  /** Whether a user-verified passkey as the first factor counts as two. */
  factor: 'SINGLE_FACTOR' | 'MULTI_FACTOR_WITH_USER_VERIFICATION';
}

export interface UserPool extends UserPoolSettings {
  id: string;
  /** Base64; what a user who does not exist is made up from. */
  secret: string;
  /** RSA, the newest last. Made when first needed, since that takes a tenth of a second. */
  signingKeys: SigningKey[];
  /** By client id. */
  clients: Record<string, Client>;
  /** By user name in lower case: user names are not case sensitive, as in AWS's default. */
  users: Record<string, User>;
  /** Whom `<attribute>:<address>` was found to sign in before: only a hint, which is checked before it is used. */
  aliasHints?: Record<string, string>;
  groups: Record<string, Group>;
  /** What sign-ins left behind, by the tokens' `origin_jti`. */
  sessions: Record<string, TokenSession>;
  /** By the SHA-256 of the token. */
  refreshTokens: Record<string, RefreshToken>;
  /** By the SHA-256 of their secret block. */
  srpExchanges: Record<string, SrpExchange>;
  /** By the SHA-256 of their Session. */
  challenges: Record<string, Challenge>;
  /** What is counted to be limited, by `<what>:<user name in lower case>`, for users who do not exist too. */
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
  /** Milliseconds; absent for one that the config set up. */
  createdAt?: number;
  updatedAt?: number;
}
