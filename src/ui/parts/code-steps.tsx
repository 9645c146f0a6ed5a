'use client';
/** Two steps that more than one flow has: a code that was sent, alone, and together with a new password. */
import type { ReactNode } from 'react';
import { useTexts } from '../ui-context.ts';
import { AskStep } from './ask-step.tsx';
import { CodeField } from './code-field.tsx';
import type { Answerable, Values } from './form.tsx';
import { HiddenUsername } from './identifier-chip.tsx';
import { isolated } from './isolate.ts';
import { PasswordField } from './password-field.tsx';
import { ResendButton } from './resend-button.tsx';
import { Foot } from './elements.tsx';

/** Where a code went, as the service masks it. */
interface Delivery {
  medium: 'EMAIL' | 'SMS';
  destination: string;
}

interface SentCodeProps<Answer> {
  flow: Answerable<Answer> & {
    step: { username: string; delivery?: Delivery };
    resend: (() => Promise<void>) | undefined;
    back: (() => void) | undefined;
  };
  /** `unsent` stands for "We’ve sent a code", and a code can be asked for at once, until one was sent. */
  texts: { heading: string; submit: string; pending: string; unsent?: string };
  /** Instead of where the code went. */
  lead?: ReactNode;
  /** More in the form, after its button. */
  below?: ReactNode;
  /** More ways, under the form. */
  foot?: ReactNode;
}

/** What both have in common. */
function SentCodeStep<Answer>(
  props: SentCodeProps<Answer> & { answer: (values: Values) => Answer; children: ReactNode },
) {
  const { flow, texts, below, foot, answer, children } = props;
  const { codeSent, direction } = useTexts();
  const { step, resend } = flow;
  const { delivery, username } = step;
  const unsent = delivery ? undefined : texts.unsent;
  const sent = codeSent({
    medium: delivery?.medium,
    destination: delivery && isolated(delivery.destination, direction),
  });
  return (
    <AskStep
      {...{ flow, texts, username, answer, foot }}
      lead={props.lead ?? unsent ?? sent}
      below={
        <>
          {below}
          {resend ? (
            <Foot>
              <ResendButton resend={resend} first={unsent === undefined ? undefined : 0} />
            </Foot>
          ) : null}
        </>
      }
    >
      {children}
    </AskStep>
  );
}

const readCode = (values: Values) => ({ code: values('code') });

/** `answer` adds to the code. */
export function ConfirmCodeStep<Answer extends { code: string }>({
  answer = readCode as (values: Values) => Answer,
  ...props
}: SentCodeProps<Answer> & { answer?: (values: Values) => Answer }) {
  return (
    <SentCodeStep {...props} answer={answer}>
      <CodeField />
    </SentCodeStep>
  );
}

export function CodeAndPasswordStep(props: SentCodeProps<{ code: string; newPassword: string }>) {
  return (
    <SentCodeStep
      {...props}
      answer={(values) => ({ ...readCode(values), newPassword: values('newPassword') })}
    >
      <HiddenUsername username={props.flow.step.username} />
      <CodeField submitsItself={false} />
      <PasswordField kind="new" name="newPassword" />
    </SentCodeStep>
  );
}
