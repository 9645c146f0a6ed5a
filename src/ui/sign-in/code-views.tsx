'use client';
/** What sign-in has in common with the other flows: a code that was sent, a password that must be reset. */
import { CodeAndPasswordStep, ConfirmCodeStep } from '../parts/code-steps.tsx';
import { useTexts } from '../ui-context.ts';
import type { SignInStepProps } from './sign-in-views.ts';

export function ConfirmSignUpView(flow: SignInStepProps<'confirmSignUp'>) {
  return <ConfirmCodeStep flow={flow} texts={useTexts().signIn.confirmSignUp} />;
}

export function SentCodeView(flow: SignInStepProps<'emailCode' | 'smsCode'>) {
  return <ConfirmCodeStep flow={flow} texts={useTexts().signIn[flow.name]} />;
}

export function ResetPasswordView(flow: SignInStepProps<'resetPassword'>) {
  return <CodeAndPasswordStep flow={flow} texts={useTexts().signIn.resetPassword} />;
}
