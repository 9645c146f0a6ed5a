/** What a sign-in under way has proven, and what it waits for. */
import type { AuthFlow } from './client.ts';
import type { FirstFactor, MfaMethod } from './factors.ts';

/** A factor that was proven, by the names of the tokens' `amr` claim (?). */
export type Proof =
  | 'pwd'
  | 'otp'
  | 'sms'
  | 'email'
  | 'totp'
  | 'webauthn'
  | 'webauthn_uv'
  | 'device'
  | 'custom';

/** Carried from one challenge to the next. */
export interface SignInProgress {
  flow: Exclude<AuthFlow, 'REFRESH_TOKEN_AUTH'>;
  proven: readonly Proof[];
  /** DEVICE_KEY, where the client sent one. */
  deviceKey?: string;
  /** The rounds of a custom sign-in, as its triggers are shown them. */
  rounds?: readonly CustomRound[];
  /** The last ClientMetadata of RespondToAuthChallenge, for the trigger that the tokens pass by. */
  clientMetadata?: Readonly<Record<string, string>>;
  /** A temporary password was replaced on the way. */
  newPassword?: 'chosen';
  /** A step-up: what is asked for, and the sign-in that it strengthens. */
  stepUp?: StepUp;
}

export interface StepUp {
  /** The level to reach, by its name in the `acr` claim. */
  acr: string;
  /** Of the access token whose factors count; absent where everything is proven anew. */
  originJti?: string;
}

export interface CustomRound {
  challengeName: string;
  challengeResult: boolean;
  challengeMetadata?: string;
}

/** A code and where it went: entering it proves this address, and no other. */
export interface SentCode {
  code: string;
  to: string;
}

/** `setup`: the code proves an address that becomes the user's second factor. */
export type CodeUse = 'mfa' | 'setup';

/** What each challenge has to remember until it is answered. */
export interface ChallengeDetails {
  SELECT_CHALLENGE: { offered: readonly FirstFactor[] };
  PASSWORD: object;
  PASSWORD_SRP: object;
  EMAIL_OTP: SentCode & { as: 'first' | CodeUse };
  SMS_OTP: SentCode;
  /** Base64url, as it stands in the ceremony's client data. */
  WEB_AUTHN: { challenge: string };
  NEW_PASSWORD_REQUIRED: object;
  SMS_MFA: SentCode & { as: CodeUse };
  SOFTWARE_TOKEN_MFA: object;
  SELECT_MFA_TYPE: { offered: readonly MfaMethod[] };
  /** `totpSecret` once AssociateSoftwareToken was called with the Session, `verified` once VerifySoftwareToken was. */
  MFA_SETUP: { offered: readonly MfaMethod[]; totpSecret?: string; verified?: boolean };
  CUSTOM_CHALLENGE: { privateParameters: Readonly<Record<string, string>>; metadata?: string };
  DEVICE_SRP_AUTH: object;
  DEVICE_PASSWORD_VERIFIER: { exchange: string };
  /** No challenge: the Session of SignUp, good for its ConfirmSignUp. */
  SIGN_UP: object;
  /** No challenge: the Session of ConfirmSignUp, good for one InitiateAuth. */
  CONFIRMED_SIGN_UP: object;
}

export type ChallengeStep = keyof ChallengeDetails;

/** A Session string, kept by its hash. */
export type Challenge<Step extends ChallengeStep = ChallengeStep> = {
  [Name in Step]: {
    step: Name;
    details: ChallengeDetails[Name];
    progress: SignInProgress;
    /** The user's key, or undefined for one who does not exist. */
    user: string | undefined;
    /** Whoever takes over the name of a deleted user takes over no sign-in. */
    sub: string | undefined;
    /** The name as it was given, in lower case. */
    name: string;
    clientId: string;
    expiresAt: number;
    used: boolean;
    wrongAnswers: number;
  };
}[Step];

/** An SRP exchange, kept by the hash of its secret block. */
export interface SrpExchange {
  /** Key of the user, or undefined for one who does not exist. */
  user: string | undefined;
  /** As in a challenge. */
  sub?: string;
  /** The name as it was given, in lower case. */
  name: string;
  /** USER_ID_FOR_SRP; a device's key. */
  userIdForSrp: string;
  /** What SRP hashes in front of it: the pool's name; a device's group key. */
  group: string;
  clientId: string;
  /** Hexadecimal: the client's A, the server's secret b and public B. */
  clientPublic: string;
  serverSecret: string;
  serverPublic: string;
  verifier: string;
  expiresAt: number;
  used: boolean;
  progress: SignInProgress;
}

export interface Attempts {
  count: number;
  last: number;
  lockedUntil: number;
}
