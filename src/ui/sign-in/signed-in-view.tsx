'use client';
/** The end, where no app takes over: says so. */
import { Heading } from '../parts/heading.tsx';
import { Lead } from '../parts/simple.ts';
import { Step } from '../parts/step.tsx';
import { useTexts } from '../ui-context.ts';
import type { SignInStepProps } from './sign-in-views.ts';

export function SignedInView({ step }: SignInStepProps<'signedIn'>) {
  const { heading, lead } = useTexts().signIn.signedIn;
  return (
    <Step>
      <Heading>{heading}</Heading>
      <Lead>{lead({ username: step.username })}</Lead>
    </Step>
  );
}
