'use client';
/** An authenticator app that the pool wants, set up in the midst of a sign-in. */
import { QrCode } from '../account/qr-code.tsx';
import { SecretKey } from '../account/secret-key.tsx';
import { SubmitButton } from '../parts/buttons.tsx';
import { CodeField } from '../parts/code-field.tsx';
import { Form } from '../parts/form.tsx';
import { Heading } from '../parts/heading.tsx';
import { ErrorBox } from '../parts/messages.tsx';
import { Lead } from '../parts/simple.ts';
import { Step } from '../parts/step.tsx';
import { useTexts } from '../ui-context.ts';
import type { SignInStepProps } from './sign-in-views.ts';

export function SetUpTotpView(flow: SignInStepProps<'setUpTotp'>) {
  const { heading, lead, qr, submit, pending } = useTexts().totpSetUp;
  const { secret, uri } = flow.step;
  return (
    <Step>
      <Heading>{heading}</Heading>
      <Lead>{lead}</Lead>
      <QrCode text={uri} label={qr} />
      <SecretKey secret={secret} uri={uri} />
      <Form flow={flow} answer={(values) => ({ code: values('code') })} pendingText={pending}>
        <ErrorBox />
        <CodeField />
        <SubmitButton>{submit}</SubmitButton>
      </Form>
    </Step>
  );
}
