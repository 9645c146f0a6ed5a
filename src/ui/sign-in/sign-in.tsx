'use client';
/** The public `SignIn`, with its parts. The Authenticator imports the card alone, which leaves out unused parts. */
import { parts, type Parts } from '../parts/parts.ts';
import { SignInCard } from './sign-in-card.tsx';
import { SignInRoot } from './sign-in-root.tsx';
import { SignInSteps } from './sign-in-steps.tsx';

/**
 * Renders a sign-in. To arrange it differently, use `<SignIn.Root>` with `<SignIn.Steps>` and the other parts. To render
 * an app for signed-in users, use `<Authenticator>`.
 *
 * @throws {Error} Outside of `<CognitoProvider>`.
 * @example
 * <SignIn firstFactors={['passkey', 'password']} views={{ totp: MyTotp }} />
 */
export const SignIn: typeof SignInCard & { Root: typeof SignInRoot; Steps: typeof SignInSteps } & Parts =
  /* #__PURE__ */ Object.assign(SignInCard, { Root: SignInRoot, Steps: SignInSteps }, parts);
