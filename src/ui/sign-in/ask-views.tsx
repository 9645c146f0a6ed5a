'use client';
/** Steps that ask one thing: another proof of somebody signed in, an address for codes, the pool's own question. */
import { useState } from 'react';
import { AskStep } from '../parts/ask-step.tsx';
import { TextField } from '../parts/field.tsx';
import { IdentifierField } from '../parts/identifier-field.tsx';
import { Message } from '../parts/messages.tsx';
import { useTexts } from '../ui-context.ts';
import { OtherWay } from './other-method-link.tsx';
import type { SignInStepProps } from './sign-in-views.ts';

export function StepUpView(flow: SignInStepProps<'stepUp'>) {
  const { stepUp, ...signIn } = useTexts().signIn;
  const { username, reason } = flow.step;
  return (
    <AskStep {...{ flow, username }} texts={stepUp} lead={stepUp.lead} answer={() => ({})}>
      <output>{reason ? <Message tone="notice">{signIn[reason]}</Message> : null}</output>
    </AskStep>
  );
}

export function SetUpEmailView(flow: SignInStepProps<'setUpEmail'>) {
  const texts = useTexts().signIn.setUpEmail;
  return (
    <AskStep
      {...{ flow, texts }}
      username={flow.step.username}
      lead={texts.lead}
      answer={(values) => ({ email: values.trimmed('email') })}
      foot={<OtherWay back={flow.back} />}
    >
      <IdentifierField kind="email" name="email" autoComplete="email" />
    </AskStep>
  );
}

/** What triggers are used to call the question; the one parameter that there is will be it too. */
const QUESTION = /^(?:question|prompt|message|title|hint|challenge)$/i;

function questionsOf(parameters: Readonly<Record<string, string>>): string[] {
  const all = Object.entries(parameters);
  const found = all.filter(([name, value]) => value && (QUESTION.test(name) || all.length === 1));
  return found.map(([, value]) => value);
}

/**
 * The pool's own question. What its trigger made public is shown as text where its name says that it is meant to be
 * read; replace this view to show a picture, a captcha or whatever else `step.parameters` stand for.
 */
export function CustomView(flow: SignInStepProps<'custom'>) {
  const { step } = flow;
  const texts = useTexts().signIn.custom;
  const [question = texts.lead, ...more] = questionsOf(step.parameters);
  // The next question is a new step, though it has the same name.
  const [asked, ask] = useState({ step, round: 0 });
  if (asked.step !== step) ask({ step, round: asked.round + 1 });
  return (
    <AskStep
      key={asked.round}
      {...{ flow, texts }}
      username={step.username}
      lead={question}
      answer={(values) => ({ answer: values('answer') })}
      foot={<OtherWay back={flow.back} />}
    >
      <TextField
        name="answer"
        label={texts.label}
        required
        autoComplete="off"
        check={(value) => (value === '' ? texts.missing : undefined)}
        {...(more.length > 0 ? { hint: more.join(' ') } : {})}
      />
    </AskStep>
  );
}
