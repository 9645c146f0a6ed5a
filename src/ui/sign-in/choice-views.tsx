'use client';
/** One of several: a way in, a second factor, a second factor to set up. */
import { LinkButton, QuietButton } from '../parts/buttons.tsx';
import { Form, type Answerable } from '../parts/form.tsx';
import { Heading } from '../parts/heading.tsx';
import { IdentifierChip } from '../parts/identifier-chip.tsx';
import { ErrorBox } from '../parts/messages.tsx';
import { Foot, Lead } from '../parts/simple.ts';
import { Step } from '../parts/step.tsx';
import { useTexts } from '../ui-context.ts';
import type { SignInStepProps } from './sign-in-views.ts';

type Choice = keyof ReturnType<typeof useTexts>['signIn']['choices'];

interface ChoiceProps {
  flow: Answerable<never> & { step: { username: string }; back: (() => void) | undefined };
  texts: { heading: string; lead: string; pending: string };
  options: readonly Choice[];
  choose: (option: Choice) => void;
}

function ChoiceStep({ flow, texts, options, choose }: ChoiceProps) {
  const { choices, startAgain } = useTexts().signIn;
  return (
    <Step>
      <Heading>{texts.heading}</Heading>
      <Lead>{texts.lead}</Lead>
      <IdentifierChip username={flow.step.username} onChange={flow.back} />
      <Form flow={flow} answer={() => undefined as never} pendingText={texts.pending}>
        <ErrorBox />
        {options.map((option) => (
          <QuietButton key={option} onClick={() => choose(option)}>
            {choices[option]}
          </QuietButton>
        ))}
      </Form>
      {flow.back ? (
        <Foot>
          <LinkButton onClick={flow.back}>{startAgain}</LinkButton>
        </Foot>
      ) : null}
    </Step>
  );
}

export function SelectFactorView(flow: SignInStepProps<'selectFactor'>) {
  const { factors } = flow.step;
  const choose = (factor: Choice) => void flow.submit({ factor } as { factor: (typeof factors)[number] });
  return <ChoiceStep flow={flow} texts={useTexts().signIn.selectFactor} options={factors} choose={choose} />;
}

export function SelectMfaView(flow: SignInStepProps<'selectMfa' | 'setUpMfa'>) {
  const { methods } = flow.step;
  const choose = (method: Choice) => void flow.submit({ method } as { method: (typeof methods)[number] });
  return <ChoiceStep flow={flow} texts={useTexts().signIn[flow.name]} options={methods} choose={choose} />;
}
