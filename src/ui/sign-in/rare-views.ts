'use client';
/** The views that most sign-ins never show. One download brings them once the first view is on screen. */
import { CustomView, PasskeyView, SetUpEmailView, StepUpView } from './ask-views.tsx';
import { SelectFactorView, SelectMfaView } from './choice-views.tsx';
import { NewPasswordView } from './new-password-view.tsx';
import { ConfirmSignUpView, ResetPasswordView, SentCodeView } from './sent-code-views.tsx';
import { SetUpTotpView } from './set-up-totp-view.tsx';
import type { RareViews } from './sign-in-views.ts';

export const rareViews: RareViews = {
  stepUp: StepUpView,
  selectFactor: SelectFactorView,
  passkey: PasskeyView,
  emailCode: SentCodeView,
  smsCode: SentCodeView,
  selectMfa: SelectMfaView,
  setUpMfa: SelectMfaView,
  setUpTotp: SetUpTotpView,
  setUpEmail: SetUpEmailView,
  newPassword: NewPasswordView,
  custom: CustomView,
  confirmSignUp: ConfirmSignUpView,
  resetPassword: ResetPasswordView,
};
