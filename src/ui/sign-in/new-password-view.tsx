'use client';
/** A temporary password has to be replaced, and what the pool still wants to know is asked along. */
import { AttributeField, readAttributes } from '../parts/attribute-field.tsx';
import { SubmitButton } from '../parts/buttons.tsx';
import { Form } from '../parts/form.tsx';
import { Heading } from '../parts/heading.tsx';
import { HiddenUsername, IdentifierChip } from '../parts/identifier-chip.tsx';
import { ErrorBox, ErrorSummary } from '../parts/messages.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { Lead } from '../parts/simple.ts';
import { Step } from '../parts/step.tsx';
import { useTexts } from '../ui-context.ts';
import type { SignInStepProps } from './sign-in-views.ts';

export function NewPasswordView(flow: SignInStepProps<'newPassword'>) {
  const { heading, lead, submit, pending } = useTexts().signIn.newPassword;
  const { username, requiredAttributes, attributes } = flow.step;
  return (
    <Step>
      <Heading>{heading}</Heading>
      <Lead>{lead}</Lead>
      <IdentifierChip username={username} onChange={flow.back} />
      <Form
        flow={flow}
        answer={(values) => ({
          newPassword: values('newPassword'),
          attributes: readAttributes(values, requiredAttributes),
        })}
        pendingText={pending}
      >
        <ErrorBox />
        <ErrorSummary />
        <HiddenUsername username={username} />
        {requiredAttributes.map((name) => (
          <AttributeField key={name} name={name} defaultValue={attributes[name]} />
        ))}
        <PasswordField kind="new" name="newPassword" />
        <SubmitButton>{submit}</SubmitButton>
      </Form>
    </Step>
  );
}
