'use client';
/** The public `SignUp`, with its parts. Separate from the card, which the Authenticator downloads on demand. */
import { parts, type Parts } from '../parts/parts.ts';
import { SignUpCard, SignUpRoot, SignUpSteps } from './sign-up-card.tsx';

/**
 * Renders a sign-up. To arrange it differently, use `<SignUp.Root>` with `<SignUp.Steps>` and the other parts.
 *
 * @throws {Error} Outside of `<CognitoProvider>`.
 * @example
 * <SignUp fields={['given_name', { name: 'terms', type: 'checkbox', label: 'I accept the terms' }]} />
 */
export const SignUp: typeof SignUpCard & { Root: typeof SignUpRoot; Steps: typeof SignUpSteps } & Parts =
  /* #__PURE__ */ Object.assign(SignUpCard, { Root: SignUpRoot, Steps: SignUpSteps }, parts);
