'use client';
/** The last step of a sign-up or a password reset, with a button to sign-in. */
import { useFlowSettings } from '../flow-settings.ts';
import { QuietButton } from './buttons.tsx';
import { Heading, Lead } from './elements.tsx';
import { Step } from './step.tsx';

export interface DoneStepProps {
  heading: string;
  lead: string;
  /** The text of the button. */
  action: string;
}

export function DoneStep({ heading, lead, action }: DoneStepProps) {
  const { onSignIn } = useFlowSettings();
  return (
    <Step>
      <Heading>{heading}</Heading>
      <Lead>{lead}</Lead>
      {onSignIn ? <QuietButton onClick={onSignIn}>{action}</QuietButton> : null}
    </Step>
  );
}
