'use client';
/** Resetting a password with the parts that it is made of. */
import { parts, type Parts } from '../parts/parts.ts';
import { ResetPasswordCard, ResetPasswordRoot, ResetPasswordSteps } from './reset-password-card.tsx';

/** `<ResetPassword />`; or `<ResetPassword.Root>` with `<ResetPassword.Steps>` and the parts. */
export const ResetPassword: typeof ResetPasswordCard & {
  Root: typeof ResetPasswordRoot;
  Steps: typeof ResetPasswordSteps;
} & Parts = /* #__PURE__ */ Object.assign(
  ResetPasswordCard,
  { Root: ResetPasswordRoot, Steps: ResetPasswordSteps },
  parts,
);
