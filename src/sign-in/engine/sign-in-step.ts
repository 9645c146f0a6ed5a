/**
 * The steps of a sign-in, as a person meets them. Cognito is the state machine: each step but the first two is read
 * from its reply by `readStep`. A challenge's Session is a secret and stays with the flow; it is in no step.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-managedlogin.html
 */
import type { CodeDelivery } from '../../protocol/code-delivery.ts';
import type { Factor, MfaMethod } from '../../protocol/factors.ts';

/** Why a flow came back to its beginning: the challenge ran out, or the person must sign in again. */
export type ReturnReason = 'challengeExpired';

export type SignInStep =
  /** Who is signing in. Nothing has been sent; `username` is filled in when it is known from before. */
  | { name: 'identifier'; username?: string | undefined; reason?: ReturnReason | undefined }
  /** Somebody signed in has to prove more: `acr` is what their next tokens will say. Nothing has been sent. */
  | { name: 'stepUp'; username: string; acr: string; reason?: ReturnReason | undefined }
  /** The password goes out with the SRP exchange. */
  | { name: 'password'; username: string }
  /** SELECT_CHALLENGE: the ways in that this person has, in the service's order. */
  | { name: 'selectFactor'; username: string; factors: readonly Factor[] }
  /** WEB_AUTHN: a passkey. `options` is JSON for the ceremony, which an empty answer starts. */
  | { name: 'passkey'; username: string; options: string }
  /** EMAIL_OTP: a code that was mailed, as the first factor (8 digits) or the second (6). */
  | { name: 'emailCode'; username: string; delivery?: CodeDelivery }
  /** SMS_OTP or SMS_MFA: a code that was texted. */
  | { name: 'smsCode'; username: string; delivery?: CodeDelivery }
  /** SOFTWARE_TOKEN_MFA: a code of the authenticator app. */
  | { name: 'totp'; username: string; deviceName?: string | undefined }
  /** SELECT_MFA_TYPE: which second factor to use. */
  | { name: 'selectMfa'; username: string; methods: readonly MfaMethod[] }
  /** MFA_SETUP: the pool wants a second factor, and this person has none yet. */
  | { name: 'setUpMfa'; username: string; methods: readonly MfaMethod[] }
  /** Within MFA_SETUP: show the secret, or `uri` as a QR code; the app's first code ends it. Both are secrets. */
  | { name: 'setUpTotp'; username: string; secret: string; uri: string }
  /** Within MFA_SETUP: the address that codes will be mailed to. */
  | { name: 'setUpEmail'; username: string }
  /** NEW_PASSWORD_REQUIRED: an administrator's temporary password has to be replaced. */
  | {
      name: 'newPassword';
      username: string;
      /** Attribute names that the pool wants with the answer, without the `userAttributes.` prefix. */
      requiredAttributes: readonly string[];
      /** What the pool already knows. */
      attributes: Readonly<Record<string, string>>;
    }
  /** CUSTOM_CHALLENGE: the pool's own question; `parameters` is what its trigger made public. */
  | { name: 'custom'; username: string; parameters: Readonly<Record<string, string>> }
  /** UserNotConfirmedException: the sign-up was never confirmed; the code leads on to signed in. */
  | { name: 'confirmSignUp'; username: string; delivery?: CodeDelivery }
  /** PasswordResetRequiredException: a code and a new password lead on to signed in. */
  | { name: 'resetPassword'; username: string; delivery?: CodeDelivery }
  /** The session store has the tokens. */
  | { name: 'signedIn'; username: string };

export type SignInStepName = SignInStep['name'];

/** What each step is answered with. Secrets in an answer are used once and kept nowhere. */
export interface SignInAnswers {
  /**
   * With the password too, both are sent at once and the `password` step is skipped. `remember: false`: for this tab only,
   * and nothing of it is kept.
   */
  identifier: { username: string; password?: string; remember?: boolean };
  stepUp: object;
  password: { password: string };
  selectFactor: { factor: Factor };
  /** `credential` is the ceremony's result as JSON, where the app ran it; else the kit runs it. */
  passkey: { credential?: string };
  emailCode: { code: string };
  smsCode: { code: string };
  totp: { code: string };
  selectMfa: { method: MfaMethod };
  setUpMfa: { method: MfaMethod };
  setUpTotp: { code: string; deviceName?: string };
  setUpEmail: { email: string };
  newPassword: { newPassword: string; attributes?: Readonly<Record<string, string>> };
  /** `clientMetadata` reaches the pool's triggers with this answer alone. */
  custom: { answer: string; clientMetadata?: Readonly<Record<string, string>> };
  confirmSignUp: { code: string };
  resetPassword: { code: string; newPassword: string };
  signedIn: never;
}
