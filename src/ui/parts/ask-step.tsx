'use client';
/** The shape of nearly every step: what it is, why, who it is about, one form, and the quiet ways around it. */
import type { ReactNode } from 'react';
import { SubmitButton } from './buttons.tsx';
import { Form, type Answerable, type Values } from './form.tsx';
import { Heading } from './heading.tsx';
import { IdentifierChip } from './identifier-chip.tsx';
import { ErrorBox, ErrorSummary } from './messages.tsx';
import { Foot, Lead } from './elements.tsx';
import { Step } from './step.tsx';

export interface AskStepProps<Answer> {
  flow: Answerable<Answer> & { back?: (() => void) | undefined };
  /** Without `submit` there is no button but those among the children. */
  texts: { heading: string; pending: string; submit?: string };
  lead: ReactNode;
  /** The heading's; 1 by default. */
  level?: 1 | 2;
  /** Shown as a chip, with the way back. */
  username?: string | undefined;
  /** Makes the answer of what was typed. */
  answer: (values: Values) => Answer;
  /** Between the reason and the form. */
  above?: ReactNode;
  /** The fields. */
  children?: ReactNode;
  /** In the form, after its button. */
  below?: ReactNode;
  /** Under the form. */
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
