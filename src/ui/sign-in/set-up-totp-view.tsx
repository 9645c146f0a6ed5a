'use client';
/** Sets up an authenticator app during a sign-in, in a pool that requires one. */
import { QrCode } from '../account/qr-code.tsx';
import { SecretKey } from '../account/secret-key.tsx';
import { AskStep } from '../parts/ask-step.tsx';
import { CodeField } from '../parts/code-field.tsx';
import { useTexts } from '../ui-context.ts';
import { OtherMethodLink } from './other-method-link.tsx';
import type { SignInStepProps } from './sign-in-views.ts';

/** Renders the secret as a QR code and as text, and a field for the app's first code. */
export function SetUpTotpView(flow: SignInStepProps<'setUpTotp'>) {
  const texts = useTexts().totpSetup;
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
      foot={<OtherMethodLink back={flow.back} />}
    >
      <CodeField />
    </AskStep>
  );
}
