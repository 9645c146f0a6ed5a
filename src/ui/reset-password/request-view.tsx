'use client';
/** Whose password is to be reset. */
import type { ResetPasswordState } from '../../react/use-reset-password.ts';
import { LinkButton, SubmitButton } from '../parts/buttons.tsx';
import { Form } from '../parts/form.tsx';
import { Heading } from '../parts/heading.tsx';
import { IdentifierField, toPhone } from '../parts/identifier-field.tsx';
import { ErrorBox } from '../parts/messages.tsx';
import { Foot, Lead } from '../parts/simple.ts';
import { Step } from '../parts/step.tsx';
import { useTexts } from '../ui-context.ts';
import { useWays } from '../ways-context.ts';

export function RequestView(flow: Extract<ResetPasswordState, { name: 'request' }>) {
  const { request, toSignIn } = useTexts().resetPassword;
  const { identifier, onSignIn } = useWays();
  const { heading, lead, submit, pending } = request;
  return (
    <Step>
      <Heading>{heading}</Heading>
      <Lead>{lead}</Lead>
      <Form
        flow={flow}
        answer={(values) => {
          const typed = values.trimmed('username');
          return { username: identifier === 'phone' ? toPhone(typed) : typed };
        }}
        pendingText={pending}
      >
        <ErrorBox />
        <IdentifierField kind={identifier} defaultValue={flow.step.username} />
        <SubmitButton>{submit}</SubmitButton>
      </Form>
      {onSignIn ? (
        <Foot>
          <LinkButton onClick={onSignIn}>{toSignIn}</LinkButton>
        </Foot>
      ) : null}
    </Step>
  );
}
