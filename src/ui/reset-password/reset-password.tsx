'use client';
/** The public `ResetPassword`, with its parts. Separate from the card, which the Authenticator downloads on demand. */
import { parts, type Parts } from '../parts/parts.ts';
import { ResetPasswordCard, ResetPasswordRoot, ResetPasswordSteps } from './reset-password-card.tsx';

/**
 * Renders a password reset. To arrange it differently, use `<ResetPassword.Root>` with `<ResetPassword.Steps>` and the
 * other parts.
 *
 * @throws {Error} Outside of `<CognitoProvider>`.
 * @example
 * <ResetPassword onSignIn={() => navigate('/sign-in')} />
 */
export const ResetPassword: typeof ResetPasswordCard & {
  Root: typeof ResetPasswordRoot;
  Steps: typeof ResetPasswordSteps;
} & Parts = /* #__PURE__ */ Object.assign(
  ResetPasswordCard,
  { Root: ResetPasswordRoot, Steps: ResetPasswordSteps },
  parts,
);
