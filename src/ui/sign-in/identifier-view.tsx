'use client';
/** The first question: who is there. */
import { useId } from 'react';
import { LinkButton, SubmitButton } from '../parts/buttons.tsx';
import { Form } from '../parts/form.tsx';
import { Heading } from '../parts/heading.tsx';
import { IdentifierField, toPhone } from '../parts/identifier-field.tsx';
import { ErrorBox, Message } from '../parts/messages.tsx';
import { Foot, Lead } from '../parts/simple.ts';
import { Step } from '../parts/step.tsx';
import { useTexts } from '../ui-context.ts';
import { useRememberedUsername } from './use-remembered-username.ts';
import { useWays } from '../ways-context.ts';
import type { SignInStepProps } from './sign-in-views.ts';

export function IdentifierView(flow: SignInStepProps<'identifier'>) {
  const { signIn } = useTexts();
  const { appName, identifier, onSignUp } = useWays();
  const { heading, lead, submit, pending } = signIn.identifier;
  const { username, reason } = flow.step;
  const reasonId = useId();
  const remembered = useRememberedUsername(identifier);
  return (
    <Step>
      <Heading>{heading}</Heading>
      <Lead>{lead({ appName })}</Lead>
      <Form
        flow={flow}
        answer={(values) => {
          const typed = values.trimmed('username');
          return { username: identifier === 'phone' ? toPhone(typed) : typed };
        }}
        pendingText={pending}
      >
        <output id={reasonId}>{reason ? <Message tone="notice">{signIn[reason]}</Message> : null}</output>
        <ErrorBox />
        <IdentifierField
          kind={identifier}
          defaultValue={username ?? remembered}
          aria-describedby={reason ? reasonId : undefined}
        />
        <SubmitButton>{submit}</SubmitButton>
      </Form>
      {onSignUp ? (
        <Foot>
          {signIn.toSignUp} <LinkButton onClick={onSignUp}>{signIn.createAccount}</LinkButton>
        </Foot>
      ) : null}
    </Step>
  );
}
