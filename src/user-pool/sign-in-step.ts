/**
 * The steps of a sign-in, as a person meets them. Cognito is the state machine: each step but the first two is read
 * from its reply by `readStep`. A challenge's Session is a secret and stays with the flow; it is in no step.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-managedlogin.html
 */
import type { CodeDelivery } from '../protocol/code-delivery.ts';

/** Why a flow came back to its beginning: the challenge ran out, or the person must sign in again. */
export type ReturnReason = 'challengeExpired';

export type SignInStep =
  /** Who is signing in. Nothing has been sent; `username` is filled in when it is known from before. */
  | { name: 'identifier'; username?: string | undefined; reason?: ReturnReason | undefined }
  /** Still nothing sent: the password goes out with the SRP exchange. */
  | { name: 'password'; username: string }
  /** SOFTWARE_TOKEN_MFA: a code of the authenticator app. */
  | { name: 'totp'; username: string; deviceName?: string | undefined }
  /** NEW_PASSWORD_REQUIRED: an administrator's temporary password has to be replaced. */
  | {
      name: 'newPassword';
      username: string;
      /** Attribute names that the pool wants with the answer, without the `userAttributes.` prefix. */
      requiredAttributes: readonly string[];
      /** What the pool already knows. */
      attributes: Readonly<Record<string, string>>;
    }
  /** UserNotConfirmedException: the sign-up was never confirmed; the code leads on to signed in. */
  | { name: 'confirmSignUp'; username: string; delivery?: CodeDelivery }
  /** PasswordResetRequiredException: a code and a new password lead on to signed in. */
  | { name: 'resetPassword'; username: string; delivery?: CodeDelivery }
  /** The session store has the tokens. */
  | { name: 'signedIn'; username: string };

export type SignInStepName = SignInStep['name'];

/** What each step is answered with. Secrets in an answer are used once and kept nowhere. */
export interface SignInAnswers {
  /** With the password too, both are sent at once and the `password` step is skipped. */
  identifier: { username: string; password?: string };
  password: { password: string };
  totp: { code: string };
  newPassword: { newPassword: string; attributes?: Readonly<Record<string, string>> };
  confirmSignUp: { code: string };
  resetPassword: { code: string; newPassword: string };
  signedIn: never;
}
