'use client';
/** The code of an authenticator app. */
import { LinkButton, SubmitButton } from '../parts/buttons.tsx';
import { CodeField } from '../parts/code-field.tsx';
import { Form } from '../parts/form.tsx';
import { Heading } from '../parts/heading.tsx';
import { ErrorBox } from '../parts/messages.tsx';
import { Foot, Lead } from '../parts/simple.ts';
import { Step } from '../parts/step.tsx';
import { useTexts } from '../ui-context.ts';
import type { SignInStepProps } from './sign-in-views.ts';

export function TotpView(flow: SignInStepProps<'totp'>) {
  const { startAgain, totp } = useTexts().signIn;
  const { heading, lead, submit, pending } = totp;
  return (
    <Step>
      <Heading>{heading}</Heading>
      <Lead>{lead}</Lead>
      <Form flow={flow} answer={(values) => ({ code: values('code') })} pendingText={pending}>
        <ErrorBox />
        <CodeField />
        <SubmitButton>{submit}</SubmitButton>
      </Form>
      {flow.back ? (
        <Foot>
          <LinkButton onClick={flow.back}>{startAgain}</LinkButton>
        </Foot>
      ) : null}
    </Step>
  );
}
