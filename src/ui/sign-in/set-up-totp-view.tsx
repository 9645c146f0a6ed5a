'use client';
/** An authenticator app that the pool wants, set up in the midst of a sign-in. */
import { QrCode } from '../account/qr-code.tsx';
import { SecretKey } from '../account/secret-key.tsx';
import { AskStep } from '../parts/ask-step.tsx';
import { CodeField } from '../parts/code-field.tsx';
import { useTexts } from '../ui-context.ts';
import { OtherWay } from './other-method-link.tsx';
import type { SignInStepProps } from './sign-in-views.ts';

export function SetUpTotpView(flow: SignInStepProps<'setUpTotp'>) {
  const texts = useTexts().totpSetUp;
  const { secret, uri } = flow.step;
  return (
    <AskStep
      {...{ flow, texts }}
      lead={texts.lead}
      above={
        <>
          <QrCode text={uri} label={texts.qr} />
          <SecretKey secret={secret} uri={uri} />
        </>
      }
      answer={(values) => ({ code: values('code') })}
      foot={<OtherWay back={flow.back} />}
    >
      <CodeField />
    </AskStep>
  );
}
