'use client';
/** Steps of a sign-in that ask for a code that was sent. */
import { CodeAndPasswordStep, ConfirmCodeStep } from '../parts/code-steps.tsx';
import { useTexts } from '../ui-context.ts';
import { OtherWay } from './other-method-link.tsx';
import type { SignInStepProps } from './sign-in-views.ts';

export function SentCodeView(flow: SignInStepProps<'emailCode' | 'smsCode'>) {
  return (
    <ConfirmCodeStep flow={flow} texts={useTexts().signIn[flow.name]} foot={<OtherWay back={flow.back} />} />
  );
}

export function ConfirmSignUpView(flow: SignInStepProps<'confirmSignUp'>) {
  return <ConfirmCodeStep flow={flow} texts={useTexts().signIn.confirmSignUp} />;
}

export function ResetPasswordView(flow: SignInStepProps<'resetPassword'>) {
  return <CodeAndPasswordStep flow={flow} texts={useTexts().signIn.resetPassword} />;
}
