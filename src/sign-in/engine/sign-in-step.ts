/**
 * The steps of a sign-in, as a user meets them. Cognito is the state machine: `readChallenge` reads most steps from a
 * reply. A challenge token is a secret and stays with the flow; no step contains it.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-managedlogin.html
 */
import type { CodeDelivery } from '../../protocol/code-delivery.ts';
import type { Factor, MfaMethod } from '../../protocol/factors.ts';

/** The reason for which a flow returned to its beginning: the challenge ran out, so the user must sign in again. */
export type ReturnReason = 'challengeExpired';

export type SignInStep =
  /** The user's name. Nothing has been sent. `username` is the name from an earlier visit, if one is known. */
  | { name: 'identifier'; username?: string | undefined; reason?: ReturnReason | undefined }
  /** A signed-in user must prove more. The next tokens will have `acr`. Nothing has been sent. */
  | { name: 'stepUp'; username: string; acr: string; reason?: ReturnReason | undefined }
  /** The password. SRP proves it, or it is sent, by the flow's `authFlow`. */
  | { name: 'password'; username: string }
  /** SELECT_CHALLENGE: the first factors that the user has, in Cognito's order. */
  | { name: 'selectFactor'; username: string; factors: readonly Factor[] }
  /** WEB_AUTHN: a passkey. `options` is JSON for the ceremony. An empty answer starts the ceremony. */
  | { name: 'passkey'; username: string; options: string }
  /** EMAIL_OTP: a code from an e-mail, as the first factor (8 digits) or the second one (6). */
  | { name: 'emailCode'; username: string; delivery?: CodeDelivery }
  /** SMS_OTP or SMS_MFA: a code from a text message. */
  | { name: 'smsCode'; username: string; delivery?: CodeDelivery }
  /** SOFTWARE_TOKEN_MFA: a code of the authenticator app. */
  | { name: 'totp'; username: string; deviceName?: string | undefined }
  /** SELECT_MFA_TYPE: the user has several second factors and chooses one. */
  | { name: 'selectMfa'; username: string; methods: readonly MfaMethod[] }
  /** MFA_SETUP: the pool wants a second factor, and the user has none yet. */
  | { name: 'setUpMfa'; username: string; methods: readonly MfaMethod[] }
  /** MFA_SETUP for an authenticator app: show `secret`, or `uri` as a QR code; both are secrets. The app's first code ends the step. */
  | { name: 'setUpTotp'; username: string; secret: string; uri: string }
  /** MFA_SETUP for e-mail codes: the address. */
  | { name: 'setUpEmail'; username: string }
  /** NEW_PASSWORD_REQUIRED: the user must replace an administrator's temporary password. */
  | {
      name: 'newPassword';
      username: string;
      /** Names of the attributes that the pool wants with the answer, without the `userAttributes.` prefix. */
      requiredAttributes: readonly string[];
      /** The attributes that the pool has already. */
      attributes: Readonly<Record<string, string>>;
    }
  /** CUSTOM_CHALLENGE: a challenge that the pool's triggers define. `parameters` are its public parameters. */
  | { name: 'custom'; username: string; parameters: Readonly<Record<string, string>> }
  /** UserNotConfirmedException: the sign-up was never confirmed. Its code leads on to signed in. */
  | { name: 'confirmSignUp'; username: string; delivery?: CodeDelivery }
  /** PasswordResetRequiredException: a code and a new password lead on to signed in. */
  | { name: 'resetPassword'; username: string; delivery?: CodeDelivery }
  /** The session store has the tokens. */
  | { name: 'signedIn'; username: string };

export type SignInStepName = SignInStep['name'];

/** The facts about a step that do not depend on the user. */
export interface StepTraits {
  /** `start` begins a sign-in. `challenge` proves something to Cognito. At `end` the user is signed in. */
  readonly kind: 'start' | 'challenge' | 'end';
  /** The part of the sign-in that is behind the user, from 0 to 1. */
  readonly progress: number;
  /** The step may prove a first factor. */
  readonly isFirstFactor?: true;
  /** Cognito asks for the step, in a sign-in with a password, only once the password is proven. */
  readonly followsPassword?: true;
  /**
   * The flow whose code step takes over after a reload of the page: its code works without the challenge token and the
   * password that the reload lost. After a reload at any other step, the sign-in begins with the name.
   */
  readonly resumesAs?: 'signUp' | 'resetPassword';
}

/** The traits of the steps of a union. A union with one more step makes a table incomplete, which does not compile. */
export type StepTraitsOf<Name extends string> = Readonly<Record<Name, StepTraits>>;

export const stepTraits: StepTraitsOf<SignInStepName> = {
  identifier: { kind: 'start', progress: 0.25 },
  stepUp: { kind: 'start', progress: 0.25 },
  selectFactor: { kind: 'challenge', progress: 0.4 },
  password: { kind: 'challenge', progress: 0.6, isFirstFactor: true },
  passkey: { kind: 'challenge', progress: 0.6, isFirstFactor: true },
  emailCode: { kind: 'challenge', progress: 0.75, isFirstFactor: true, followsPassword: true },
  smsCode: { kind: 'challenge', progress: 0.75, isFirstFactor: true, followsPassword: true },
  selectMfa: { kind: 'challenge', progress: 0.75, followsPassword: true },
  setUpMfa: { kind: 'challenge', progress: 0.75, followsPassword: true },
  setUpTotp: { kind: 'challenge', progress: 0.85, followsPassword: true },
  setUpEmail: { kind: 'challenge', progress: 0.8, followsPassword: true },
  totp: { kind: 'challenge', progress: 0.85, followsPassword: true },
  custom: { kind: 'challenge', progress: 0.75 },
  // A temporary password is proven too, but it is no password that a reset has set.
  newPassword: { kind: 'challenge', progress: 0.85 },
  confirmSignUp: { kind: 'challenge', progress: 0.85, resumesAs: 'signUp' },
  resetPassword: { kind: 'challenge', progress: 0.85, resumesAs: 'resetPassword' },
  signedIn: { kind: 'end', progress: 1 },
};

/** The answer that each step takes. Secrets in an answer are used once and stored nowhere. */
export interface SignInAnswers {
  /**
   * An answer with `password` skips the `password` step. `remember: false` ends the session with the tab, and the browser
   * stores nothing about the user. Default: the flow's option.
   */
  identifier: { username: string; password?: string | undefined; remember?: boolean | undefined };
  stepUp: object;
  password: { password: string };
  selectFactor: { factor: Factor };
  /** `credential` is the result of a ceremony that the app ran, as JSON. Without it, the kit runs the ceremony. */
  passkey: { credential?: string };
  emailCode: { code: string };
  smsCode: { code: string };
  totp: { code: string };
  selectMfa: { method: MfaMethod };
  setUpMfa: { method: MfaMethod };
  setUpTotp: { code: string; deviceName?: string };
  setUpEmail: { email: string };
  newPassword: { newPassword: string; attributes?: Readonly<Record<string, string>> };
  /** `clientMetadata` reaches the pool's triggers with this answer only. */
  custom: { answer: string; clientMetadata?: Readonly<Record<string, string>> };
  confirmSignUp: { code: string };
  resetPassword: { code: string; newPassword: string };
  signedIn: never;
}
