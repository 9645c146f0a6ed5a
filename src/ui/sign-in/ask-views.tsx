'use client';
/**
 * The views with one question: another proof of a signed-in user, a passkey, an address for codes, a custom challenge.
 */
import { useState } from 'react';
import { AskStep } from '../parts/ask-step.tsx';
import { TextField } from '../parts/field.tsx';
import { IdentifierField } from '../parts/identifier-field.tsx';
import { Message } from '../parts/messages.tsx';
import { useTexts } from '../ui-context.ts';
import { OtherMethodLink } from './other-method-link.tsx';
import type { SignInStepProps } from './sign-in-views.ts';

/** Tells a signed-in user that another proof is needed. */
export function StepUpView(flow: SignInStepProps<'stepUp'>) {
  const { signIn } = useTexts();
  const { username, reason } = flow.step;
  return (
    <AskStep {...{ flow, username }} texts={signIn.stepUp} lead={signIn.stepUp.lead} answer={() => ({})}>
      <output>{reason ? <Message tone="notice">{signIn[reason]}</Message> : null}</output>
    </AskStep>
  );
}

/** Starts the passkey ceremony by a button, since a browser asks for a click. A cancelled ceremony is no error. */
export function PasskeyView(flow: SignInStepProps<'passkey'>) {
  const texts = useTexts().signIn.passkey;
  const isCancelled = flow.error?.kind === 'aborted';
  return (
    <AskStep
      {...{ flow, texts }}
      username={flow.step.username}
      lead={texts.lead}
      answer={() => ({})}
      foot={<OtherMethodLink back={flow.back} />}
    >
      <output>{isCancelled ? <Message tone="notice">{texts.unused}</Message> : null}</output>
    </AskStep>
  );
}

/** Asks for the address to which the pool sends the codes of the second factor. */
export function SetUpEmailView(flow: SignInStepProps<'setUpEmail'>) {
  const texts = useTexts().signIn.setUpEmail;
  return (
    <AskStep
      {...{ flow, texts }}
      username={flow.step.username}
      lead={texts.lead}
      answer={(values) => ({ email: values.trimmed('email') })}
      foot={<OtherMethodLink back={flow.back} />}
    >
      <IdentifierField kind="email" name="email" autoComplete="email" />
    </AskStep>
  );
}

/** Names that triggers commonly give to the parameter with the question. */
const QUESTION = /^(?:question|prompt|message|title|hint|challenge)$/i;

/** Returns the texts to show: the parameters with such a name, or a single parameter whatever its name. */
function questionsOf(parameters: Readonly<Record<string, string>>): string[] {
  const all = Object.entries(parameters);
  return all.flatMap(([name, value]) => (value && (QUESTION.test(name) || all.length === 1) ? [value] : []));
}

/**
 * Asks a custom challenge. Shows those public parameters of the trigger as text whose names say that they are meant to
 * be read. Replace this view to show a picture, a captcha or anything else that `step.parameters` describe.
 */
export function CustomView(flow: SignInStepProps<'custom'>) {
  const { step } = flow;
  const texts = useTexts().signIn.custom;
  const [question = texts.lead, ...more] = questionsOf(step.parameters);
  // The next challenge is a new step with the same name, so its round is the key.
  const [current, setCurrent] = useState({ step, round: 0 });
  if (current.step !== step) setCurrent({ step, round: current.round + 1 });
  return (
    <AskStep
      key={current.round}
      {...{ flow, texts }}
      username={step.username}
      lead={question}
      answer={(values) => ({ answer: values('answer') })}
      foot={<OtherMethodLink back={flow.back} />}
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
