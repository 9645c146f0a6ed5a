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
  /** `unsent` stands for "We’ve sent a code", and a code can be asked for at once, until one was sent. */
  texts: { heading: string; submit: string; pending: string; unsent?: string };
  /** More ways, under the form. */
  children?: ReactNode;
}

/** What is said of the code, and the seconds until a first new one can be asked for. */
function useSent(delivery: Delivery | undefined, unsent: string | undefined) {
  const { codeSent } = useUi().texts;
  if (!delivery && unsent !== undefined) return { lead: unsent, first: 0 };
  return { lead: codeSent({ medium: delivery?.medium, destination: delivery?.destination }) };
}

export function ConfirmCodeStep({ flow, texts, children }: SentCodeProps<{ code: string }>) {
  const { step, resend, back } = flow;
  const { lead, ...sent } = useSent(step.delivery, texts.unsent);
  return (
    <Step>
      <Heading>{texts.heading}</Heading>
      <Lead>{lead}</Lead>
      <IdentifierChip username={step.username} onChange={back} />
      <Form flow={flow} answer={(values) => ({ code: values('code') })} pendingText={texts.pending}>
        <ErrorBox />
        <CodeField />
        <SubmitButton>{texts.submit}</SubmitButton>
        <Foot>
          <ResendButton resend={resend} {...sent} />
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
  const { lead, ...sent } = useSent(step.delivery, texts.unsent);
  return (
    <Step>
      <Heading>{texts.heading}</Heading>
      <Lead>{lead}</Lead>
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
          <ResendButton resend={resend} {...sent} />
        </Foot>
      </Form>
      {children}
    </Step>
  );
}
