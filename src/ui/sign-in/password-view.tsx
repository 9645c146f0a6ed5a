'use client';
/** The second question: the password of whoever was named. */
import { LinkButton, SubmitButton } from '../parts/buttons.tsx';
import { Form } from '../parts/form.tsx';
import { Heading } from '../parts/heading.tsx';
import { HiddenUsername, IdentifierChip } from '../parts/identifier-chip.tsx';
import { ErrorBox } from '../parts/messages.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { Lead } from '../parts/simple.ts';
import { Step } from '../parts/step.tsx';
import { useTexts } from '../ui-context.ts';
import { useWays } from '../ways-context.ts';
import type { SignInStepProps } from './sign-in-views.ts';

export function PasswordView(flow: SignInStepProps<'password'>) {
  const { heading, lead, forgot, submit, pending } = useTexts().signIn.password;
  const { onForgotPassword } = useWays();
  const { username } = flow.step;
  return (
    <Step>
      <Heading>{heading}</Heading>
      <Lead>{lead}</Lead>
      <IdentifierChip username={username} onChange={flow.back} />
      <Form flow={flow} answer={(values) => ({ password: values('password') })} pendingText={pending}>
        <ErrorBox />
        <HiddenUsername username={username} />
        <PasswordField
          kind="current"
          name="password"
          aside={
            onForgotPassword ? (
              <LinkButton onClick={() => onForgotPassword(username)}>{forgot}</LinkButton>
            ) : undefined
          }
        />
        <SubmitButton>{submit}</SubmitButton>
      </Form>
    </Step>
  );
}
