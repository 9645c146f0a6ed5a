'use client';
/** Signing in, ready to drop in; and the parts that it is made of. */
import { parts } from '../parts/parts.ts';
import { Card } from '../parts/simple.ts';
import { Thread } from '../parts/thread.tsx';
import { SignInRoot, type SignInRootProps } from './sign-in-root.tsx';
import { SignInSteps, type SignInStepsProps } from './sign-in-steps.tsx';

export interface SignInProps extends Omit<SignInRootProps, 'children'>, SignInStepsProps {}

function SignInCard({ steps, ...root }: SignInProps) {
  return (
    <SignInRoot {...root}>
      <Card>
        <Thread />
        <SignInSteps steps={steps} />
      </Card>
    </SignInRoot>
  );
}

/**
 * `<SignIn />`; or `<SignIn.Root>` with `<SignIn.Steps>` and the parts, arranged at will.
 * Where an app shows something else to those who are signed in, `<Authenticator>` does that too.
 */
export const SignIn = /* #__PURE__ */ Object.assign(
  SignInCard,
  { Root: SignInRoot, Steps: SignInSteps },
  parts,
);
