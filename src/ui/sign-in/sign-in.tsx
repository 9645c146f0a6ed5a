'use client';
/** Signing in with the parts that it is made of. */
import { parts, type Parts } from '../parts/parts.ts';
import { SignInCard } from './sign-in-card.tsx';
import { SignInRoot } from './sign-in-root.tsx';
import { SignInSteps } from './sign-in-steps.tsx';

/**
 * `<SignIn />`; or `<SignIn.Root>` with `<SignIn.Steps>` and the parts, arranged at will.
 * Where an app shows something else to those who are signed in, `<Authenticator>` does that too.
 */
export const SignIn: typeof SignInCard & { Root: typeof SignInRoot; Steps: typeof SignInSteps } & Parts =
  /* #__PURE__ */ Object.assign(SignInCard, { Root: SignInRoot, Steps: SignInSteps }, parts);
