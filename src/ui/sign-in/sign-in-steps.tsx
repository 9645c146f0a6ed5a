'use client';
/** Shows the view of the step at hand: the kit's own, or the app's where `steps` has one. */
import type { ComponentType } from 'react';
import type { SignInState } from '../../react/use-sign-in.ts';
import { CustomView, PasskeyView, SetUpEmailView, StepUpView } from './ask-views.tsx';
import { SelectFactorView, SelectMfaView } from './choice-views.tsx';
import { ConfirmSignUpView, ResetPasswordView, SentCodeView } from './code-views.tsx';
import { IdentifierView } from './identifier-view.tsx';
import { NewPasswordView } from './new-password-view.tsx';
import { PasswordView } from './password-view.tsx';
import { SetUpTotpView } from './set-up-totp-view.tsx';
import { useSignInState } from './sign-in-root.tsx';
import type { SignInViews } from './sign-in-views.ts';
import { SignedInView } from './signed-in-view.tsx';
import { TotpView } from './totp-view.tsx';

const views: SignInViews = {
  identifier: IdentifierView,
  stepUp: StepUpView,
  password: PasswordView,
  selectFactor: SelectFactorView,
  passkey: PasskeyView,
  emailCode: SentCodeView,
  smsCode: SentCodeView,
  totp: TotpView,
  selectMfa: SelectMfaView,
  setUpMfa: SelectMfaView,
  setUpTotp: SetUpTotpView,
  setUpEmail: SetUpEmailView,
  newPassword: NewPasswordView,
  custom: CustomView,
  confirmSignUp: ConfirmSignUpView,
  resetPassword: ResetPasswordView,
  signedIn: SignedInView,
};

export interface SignInStepsProps {
  /** Views of one's own, by step: `{ totp: MyTotp }`. */
  steps?: Partial<SignInViews> | undefined;
}

export function SignInSteps({ steps = {} }: SignInStepsProps) {
  const state = useSignInState();
  // TypeScript cannot tie the view's name to the state's across a lookup; `SignInViews` did, where they were written.
  const View = (steps[state.name] ?? views[state.name]) as ComponentType<SignInState>;
  return <View key={state.name} {...state} />;
}
