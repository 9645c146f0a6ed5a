'use client';
/** The layout of nearly every step: a heading, a reason, the user's name, one form, and links below it. */
import type { ReactNode } from 'react';
import { SubmitButton } from './buttons.tsx';
import { Foot, Heading, Lead } from './elements.tsx';
import { Form, type FormFlow, type Values } from './form.tsx';
import { IdentifierChip } from './identifier-chip.tsx';
import { ErrorBox, ErrorSummary } from './messages.tsx';
import { Step } from './step.tsx';

export interface AskStepProps<Answer> {
  /** The state of the flow. */
  flow: FormFlow<Answer> & { back?: (() => void) | undefined };
  /** The texts of the step. Without `submit`, there are no buttons but those in `children`. */
  texts: { heading: string; pending: string; submit?: string };
  /** The line under the heading that gives the reason for the step. */
  lead: ReactNode;
  /** The level of the heading. Default 1. */
  level?: 1 | 2;
  /** Shown as a chip with a button back to the first step. Default: no chip. */
  username?: string | undefined;
  /** Builds the answer of the step from the values of the fields. */
  answer: (values: Values) => Answer;
  /** Content above the form. */
  above?: ReactNode;
  /** The fields. */
  children?: ReactNode;
  /** Content in the form, below its button. */
  below?: ReactNode;
  /** Links under the form. */
  foot?: ReactNode;
}

export function AskStep<Answer>(props: AskStepProps<Answer>) {
  const { flow, texts, lead, level = 1, username, answer, above, children, below, foot } = props;
  return (
    <Step>
      <Heading level={level}>{texts.heading}</Heading>
      <Lead>{lead}</Lead>
      {username === undefined ? null : <IdentifierChip username={username} onChange={flow.back} />}
      {above}
      <Form flow={flow} answer={answer} pendingText={texts.pending}>
        <ErrorBox />
        <ErrorSummary />
        {children}
        {texts.submit === undefined ? null : <SubmitButton>{texts.submit}</SubmitButton>}
        {below}
      </Form>
      {foot ? <Foot>{foot}</Foot> : null}
    </Step>
  );
}
