'use client';
/** Signing up with the parts that it is made of. */
import { parts, type Parts } from '../parts/parts.ts';
import { SignUpCard, SignUpRoot, SignUpSteps } from './sign-up-card.tsx';

/** `<SignUp fields={['given_name']} />`; or `<SignUp.Root>` with `<SignUp.Steps>` and the parts. */
export const SignUp: typeof SignUpCard & { Root: typeof SignUpRoot; Steps: typeof SignUpSteps } & Parts =
  /* #__PURE__ */ Object.assign(SignUpCard, { Root: SignUpRoot, Steps: SignUpSteps }, parts);
