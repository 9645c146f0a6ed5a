'use client';
/** Steps that ask one thing in one form: a passkey, proof of somebody signed in, an address for codes, the pool's own question. */
import type { ReactNode } from 'react';
import { LinkButton, SubmitButton } from '../parts/buttons.tsx';
import { TextField } from '../parts/field.tsx';
import { Form, type Answerable, type Values } from '../parts/form.tsx';
import { Heading } from '../parts/heading.tsx';
import { IdentifierChip } from '../parts/identifier-chip.tsx';
import { IdentifierField } from '../parts/identifier-field.tsx';
import { ErrorBox } from '../parts/messages.tsx';
import { Foot, Lead } from '../parts/simple.ts';
import { Step } from '../parts/step.tsx';
import { useTexts } from '../ui-context.ts';
import type { SignInStepProps } from './sign-in-views.ts';

interface AskProps<Answer> {
  flow: Answerable<Answer> & { step: { username: string }; back: (() => void) | undefined };
  texts: { heading: string; lead: string; submit: string; pending: string };
  answer: (values: Values) => Answer;
  children?: ReactNode;
}

function AskStep<Answer>({ flow, texts, answer, children }: AskProps<Answer>) {
  const { startAgain } = useTexts().signIn;
  return (
    <Step>
      <Heading>{texts.heading}</Heading>
      <Lead>{texts.lead}</Lead>
      <IdentifierChip username={flow.step.username} onChange={flow.back} />
      <Form flow={flow} answer={answer} pendingText={texts.pending}>
        <ErrorBox />
        {children}
        <SubmitButton>{texts.submit}</SubmitButton>
      </Form>
      {flow.back ? (
        <Foot>
          <LinkButton onClick={flow.back}>{startAgain}</LinkButton>
        </Foot>
      ) : null}
    </Step>
  );
}

/** The button starts the ceremony; a browser wants a person's click for it. */
export function PasskeyView(flow: SignInStepProps<'passkey'>) {
  return <AskStep flow={flow} texts={useTexts().signIn.passkey} answer={() => ({})} />;
}

export function StepUpView(flow: SignInStepProps<'stepUp'>) {
  return <AskStep flow={flow} texts={useTexts().signIn.stepUp} answer={() => ({})} />;
}

export function SetUpEmailView(flow: SignInStepProps<'setUpEmail'>) {
  return (
    <AskStep
      flow={flow}
      texts={useTexts().signIn.setUpEmail}
      answer={(values) => ({ email: values.trimmed('email') })}
    >
      <IdentifierField kind="email" name="email" />
    </AskStep>
  );
}

/** The question itself is the pool's: replace this view by one that shows `step.parameters`. */
export function CustomView(flow: SignInStepProps<'custom'>) {
  const texts = useTexts().signIn.custom;
  return (
    <AskStep flow={flow} texts={texts} answer={(values) => ({ answer: values('answer') })}>
      <TextField name="answer" label={texts.label} required />
    </AskStep>
  );
}
