'use client';
/** The steps of a sign-in that ask for a code which the pool sent. */
import { CodeAndPasswordStep, ConfirmCodeStep } from '../parts/code-steps.tsx';
import { useTexts } from '../ui-context.ts';
import { OtherMethodLink } from './other-method-link.tsx';
import type { SignInStepProps } from './sign-in-views.ts';

/** Asks for a code from an e-mail or a text message. */
export function SentCodeView(flow: SignInStepProps<'emailCode' | 'smsCode'>) {
  return (
    <ConfirmCodeStep
      flow={flow}
      texts={useTexts().signIn[flow.name]}
      foot={<OtherMethodLink back={flow.back} />}
    />
  );
}

/** Asks for the code of a sign-up that was never confirmed. */
export function ConfirmSignUpView(flow: SignInStepProps<'confirmSignUp'>) {
  return <ConfirmCodeStep flow={flow} texts={useTexts().signIn.confirmSignUp} />;
}

/** Asks for a code and a new password, where the pool requires a reset. */
export function ResetPasswordView(flow: SignInStepProps<'resetPassword'>) {
  return <CodeAndPasswordStep flow={flow} texts={useTexts().signIn.resetPassword} />;
}
