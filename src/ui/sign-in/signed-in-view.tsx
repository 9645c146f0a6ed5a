'use client';
/** The end, where no app takes over: says so. */
import { Heading } from '../parts/heading.tsx';
import { isolated } from '../parts/isolate.ts';
import { Lead } from '../parts/elements.tsx';
import { Step } from '../parts/step.tsx';
import { useTexts } from '../ui-context.ts';
import type { SignInStepProps } from './sign-in-views.ts';

export function SignedInView({ step }: SignInStepProps<'signedIn'>) {
  const { signIn, direction } = useTexts();
  const { heading, lead } = signIn.signedIn;
  return (
    <Step>
      <Heading>{heading}</Heading>
      <Lead>{lead({ username: isolated(step.username, direction) })}</Lead>
    </Step>
  );
}
