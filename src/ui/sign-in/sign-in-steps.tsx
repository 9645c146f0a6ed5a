'use client';
/** Shows the view of the step at hand: the kit's own, or the app's where `steps` has one. */
import type { ComponentType } from 'react';
import type { SignInState, SignInStep } from '../../react/use-sign-in.ts';
import { ConfirmSignUpView, ResetPasswordView } from './code-views.tsx';
import { IdentifierView } from './identifier-view.tsx';
import { NewPasswordView } from './new-password-view.tsx';
import { PasswordView } from './password-view.tsx';
import { useSignInState } from './sign-in-root.tsx';
import type { SignInViews } from './sign-in-views.ts';
import { SignedInView } from './signed-in-view.tsx';
import { TotpView } from './totp-view.tsx';

const views = {
  identifier: IdentifierView,
  password: PasswordView,
  totp: TotpView,
  newPassword: NewPasswordView,
  confirmSignUp: ConfirmSignUpView,
  resetPassword: ResetPasswordView,
  signedIn: SignedInView,
} satisfies Record<SignInStep['name'], unknown> & SignInViews;

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
