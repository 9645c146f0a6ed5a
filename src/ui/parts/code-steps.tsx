'use client';
/** Two steps that more than one flow has: a code that was sent, alone, and together with a new password. */
import type { ReactNode } from 'react';
import { useUi } from '../ui-context.ts';
import { SubmitButton } from './buttons.tsx';
import { CodeField } from './code-field.tsx';
import { Form, type Answerable } from './form.tsx';
import { Heading } from './heading.tsx';
import { HiddenUsername, IdentifierChip } from './identifier-chip.tsx';
import { ErrorBox, ErrorSummary } from './messages.tsx';
import { PasswordField } from './password-field.tsx';
import { ResendButton } from './resend-button.tsx';
import { Foot, Lead } from './simple.ts';
import { Step } from './step.tsx';

/** Where a code went, as the service masks it. */
interface Delivery {
  medium: 'EMAIL' | 'SMS';
  destination: string;
}

interface SentCodeState<Answer> extends Answerable<Answer> {
  step: { username: string; delivery?: Delivery };
  resend: (() => Promise<void>) | undefined;
  back: (() => void) | undefined;
}

interface SentCodeProps<Answer> {
  flow: SentCodeState<Answer>;
  texts: { heading: string; submit: string; pending: string };
  /** More ways, under the form. */
  children?: ReactNode;
}

const useSentText = (delivery: Delivery | undefined) =>
  useUi().texts.codeSent({ medium: delivery?.medium, destination: delivery?.destination });

export function ConfirmCodeStep({ flow, texts, children }: SentCodeProps<{ code: string }>) {
  const { step, resend, back } = flow;
  return (
    <Step>
      <Heading>{texts.heading}</Heading>
      <Lead>{useSentText(step.delivery)}</Lead>
      <IdentifierChip username={step.username} onChange={back} />
      <Form flow={flow} answer={(values) => ({ code: values('code') })} pendingText={texts.pending}>
        <ErrorBox />
        <CodeField />
        <SubmitButton>{texts.submit}</SubmitButton>
        <Foot>
          <ResendButton resend={resend} />
        </Foot>
      </Form>
      {children}
    </Step>
  );
}

export function CodeAndPasswordStep({
  flow,
  texts,
  children,
}: SentCodeProps<{ code: string; newPassword: string }>) {
  const { step, resend, back } = flow;
  return (
    <Step>
      <Heading>{texts.heading}</Heading>
      <Lead>{useSentText(step.delivery)}</Lead>
      <IdentifierChip username={step.username} onChange={back} />
      <Form
        flow={flow}
        answer={(values) => ({ code: values('code'), newPassword: values('newPassword') })}
        pendingText={texts.pending}
      >
        <ErrorBox />
        <ErrorSummary />
        <HiddenUsername username={step.username} />
        <CodeField submitsItself={false} />
        <PasswordField kind="new" name="newPassword" />
        <SubmitButton>{texts.submit}</SubmitButton>
        <Foot>
          <ResendButton resend={resend} />
        </Foot>
      </Form>
      {children}
    </Step>
  );
}
