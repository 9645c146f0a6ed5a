/** The state of unfinished sign-ins: the factors that they have proven, and their open challenges. */
import type { AuthFlow } from './client.ts';
import type { FirstFactor, MfaMethod } from './factors.ts';

/** A proven factor. tokens/authentication-methods.ts maps it to values of the `amr` claim. */
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

/** The state that a sign-in carries from one challenge to the next. */
export interface SignInProgress {
  flow: Exclude<AuthFlow, 'REFRESH_TOKEN_AUTH'>;
  proven: readonly Proof[];
  /** DEVICE_KEY, if the client sent one. */
  deviceKey?: string;
  /** The rounds of CUSTOM_AUTH, in the form that the triggers receive. */
  rounds?: readonly CustomRound[];
  /** The last ClientMetadata of RespondToAuthChallenge, for the triggers. */
  clientMetadata?: Readonly<Record<string, string>>;
  /** Set if the user replaced a temporary password during this sign-in. */
  newPassword?: 'chosen';
  /** The requested level of a step-up, and the earlier sign-in that counts towards it. */
  stepUp?: StepUp;
}

export interface StepUp {
  /** The level to reach, by its name in the `acr` claim. */
  acr: string;
  /** `origin_jti` of the access token whose factors count; absent if all factors have to be proven again. */
  originJti?: string;
}

export interface CustomRound {
  challengeName: string;
  challengeResult: boolean;
  challengeMetadata?: string;
}

/** A code and its recipient. Entering the code proves only this address. */
export interface SentCode {
  code: string;
  to: string;
}

/** `setup`: the code proves an address that becomes an MFA method of the user. */
export type CodeUse = 'mfa' | 'setup';

/** The data that each challenge stores until it is answered. */
export interface ChallengeDetails {
  SELECT_CHALLENGE: { offered: readonly FirstFactor[] };
  PASSWORD: object;
  PASSWORD_SRP: object;
  EMAIL_OTP: SentCode & { as: 'first' | CodeUse };
  SMS_OTP: SentCode;
  /** The WebAuthn challenge in base64url, as in the client data of the ceremony. */
  WEB_AUTHN: { challenge: string };
  NEW_PASSWORD_REQUIRED: object;
  SMS_MFA: SentCode & { as: CodeUse };
  SOFTWARE_TOKEN_MFA: object;
  SELECT_MFA_TYPE: { offered: readonly MfaMethod[] };
  /** `totpSecret` is set by AssociateSoftwareToken, `verified` by VerifySoftwareToken. */
  MFA_SETUP: { offered: readonly MfaMethod[]; totpSecret?: string; verified?: boolean };
  CUSTOM_CHALLENGE: { privateParameters: Readonly<Record<string, string>>; metadata?: string };
  DEVICE_SRP_AUTH: object;
  DEVICE_PASSWORD_VERIFIER: { exchange: string };
  /** Not a challenge: the token that SignUp returns for ConfirmSignUp. */
  SIGN_UP: object;
  /** Not a challenge: the token that ConfirmSignUp returns for one InitiateAuth. */
  CONFIRMED_SIGN_UP: object;
}

export type ChallengeStep = keyof ChallengeDetails;

/** A challenge, stored by the hash of its token. */
export type Challenge<Step extends ChallengeStep = ChallengeStep> = {
  [Name in Step]: {
    step: Name;
    details: ChallengeDetails[Name];
    progress: SignInProgress;
    /** The user's key; undefined for a hidden user. */
    user: string | undefined;
    /** The user's `sub`, so that a later user of the same name cannot continue the sign-in. */
    sub: string | undefined;
    /** The name that the request sent, in lower case. */
    name: string;
    clientId: string;
    expiresAt: number;
    used: boolean;
    wrongAnswers: number;
  };
}[Step];

/** An SRP exchange, stored by the hash of its secret block. */
export interface SrpExchange {
  /** The user's key; undefined for a hidden user. */
  user: string | undefined;
  /** The user's `sub`, as in a challenge. */
  sub?: string;
  /** The name that the request sent, in lower case. */
  name: string;
  /** USER_ID_FOR_SRP; for a device, its key. */
  userIdForSrp: string;
  /** The text that SRP hashes before `userIdForSrp`: the pool's name; for a device, its group key. */
  group: string;
  clientId: string;
  /** The client's A, the server's secret b and public B, in hexadecimal. */
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
