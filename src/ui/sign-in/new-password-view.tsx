'use client';
/** Asks for a password that replaces the temporary one, and for the attributes that the pool requires with it. */
import { AskStep } from '../parts/ask-step.tsx';
import { AttributeField, readAttributes } from '../parts/attribute-field.tsx';
import { HiddenUsername } from '../parts/identifier-chip.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { useTexts } from '../ui-context.ts';
import type { SignInStepProps } from './sign-in-views.ts';

/** Renders a field for each required attribute, and one for the new password. */
export function NewPasswordView(flow: SignInStepProps<'newPassword'>) {
  const texts = useTexts().signIn.newPassword;
  const { username, requiredAttributes, attributes } = flow.step;
  return (
    <AskStep
      {...{ flow, texts, username }}
      lead={texts.lead}
      answer={(values) => ({
        newPassword: values('newPassword'),
        attributes: readAttributes(values, requiredAttributes),
      })}
    >
      <HiddenUsername username={username} />
      {requiredAttributes.map((name) => (
        <AttributeField key={name} name={name} defaultValue={attributes[name]} />
      ))}
      <PasswordField kind="new" name="newPassword" />
    </AskStep>
  );
}
