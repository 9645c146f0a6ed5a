'use client';
/** A flow's end: says what is done, and leads on. */
import { useWays } from '../flow-settings.ts';
import { QuietButton } from './buttons.tsx';
import { Heading } from './heading.tsx';
import { Lead } from './elements.tsx';
import { Step } from './step.tsx';

export interface DoneStepProps {
  heading: string;
  lead: string;
  /** What the button to sign-in says. */
  action: string;
}

export function DoneStep({ heading, lead, action }: DoneStepProps) {
  const { onSignIn } = useWays();
  return (
    <Step>
      <Heading>{heading}</Heading>
      <Lead>{lead}</Lead>
      {onSignIn ? <QuietButton onClick={onSignIn}>{action}</QuietButton> : null}
    </Step>
  );
}
