'use client';
/** The code of an authenticator app. */
import { AskStep } from '../parts/ask-step.tsx';
import { CodeField } from '../parts/code-field.tsx';
import { useTexts } from '../ui-context.ts';
import { OtherWay } from './other-method-link.tsx';
import type { SignInStepProps } from './sign-in-views.ts';

export function TotpView(flow: SignInStepProps<'totp'>) {
  const texts = useTexts().signIn.totp;
  return (
    <AskStep
      {...{ flow, texts }}
      username={flow.step.username}
      lead={texts.lead}
      answer={(values) => ({ code: values('code') })}
      foot={<OtherWay back={flow.back} />}
    >
      <CodeField />
    </AskStep>
  );
}
