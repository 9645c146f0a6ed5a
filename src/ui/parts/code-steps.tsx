'use client';
/** The steps that several flows share: a code that was sent, alone or with a new password. */
import type { ReactNode } from 'react';
import { useTexts } from '../ui-context.ts';
import { AskStep } from './ask-step.tsx';
import { CodeField } from './code-field.tsx';
import { Foot } from './elements.tsx';
import type { FormFlow, Values } from './form.tsx';
import { HiddenUsername } from './identifier-chip.tsx';
import { isolate } from './isolate.ts';
import { PasswordField } from './password-field.tsx';
import { ResendButton } from './resend-button.tsx';

/** The destination of a code, masked by the service. */
interface Delivery {
  medium: 'EMAIL' | 'SMS';
  destination: string;
}

interface SentCodeProps<Answer> {
  flow: FormFlow<Answer> & {
    step: { username: string; delivery?: Delivery };
    resend: (() => Promise<void>) | undefined;
    back: (() => void) | undefined;
  };
  /** `unsent` replaces "We’ve sent a code" until a code was sent; the first one can then be asked for at once. */
  texts: { heading: string; submit: string; pending: string; unsent?: string };
  /** Content in the form, below its button. */
  below?: ReactNode;
  /** Links under the form. */
  foot?: ReactNode;
}

/** The layout of both steps: says where the code went, and offers a new one. */
function SentCodeStep<Answer>({
  flow,
  texts,
  below,
  foot,
  answer,
  children,
}: SentCodeProps<Answer> & { answer: (values: Values) => Answer; children: ReactNode }) {
  const { codeSent, direction } = useTexts();
  const { step, resend } = flow;
  const { delivery, username } = step;
  const unsent = delivery ? undefined : texts.unsent;
  const sent = codeSent({
    medium: delivery?.medium,
    destination: delivery && isolate(delivery.destination, direction),
  });
  return (
    <AskStep
      {...{ flow, texts, username, answer, foot }}
      lead={unsent ?? sent}
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

/** Asks for a code. `answer` can add to the answer. Default: the code alone. */
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

/** Asks for a code and a new password. */
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
