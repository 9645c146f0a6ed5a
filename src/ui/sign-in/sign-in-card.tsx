'use client';
/** The complete sign-in, built of the public parts. */
import { Card } from '../parts/elements.tsx';
import { Thread } from '../parts/thread.tsx';
import { SignInRoot, type SignInRootProps } from './sign-in-root.tsx';
import { SignInSteps, type SignInStepsProps } from './sign-in-steps.tsx';

export interface SignInProps extends Omit<SignInRootProps, 'children'>, SignInStepsProps {}

/**
 * Renders a sign-in on a card.
 * @throws {Error} Outside of `<CognitoProvider>`.
 */
export function SignInCard({ views, ...root }: SignInProps) {
  return (
    <SignInRoot {...root}>
      <Card>
        <Thread />
        <SignInSteps views={views} />
      </Card>
    </SignInRoot>
  );
}
