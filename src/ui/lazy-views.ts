'use client';
/**
 * The target of one dynamic import: rare sign-in steps, sign-up and password reset, which most visits never show. The
 * download begins once the first view is on screen.
 */
export { clearInterruptedFlow } from '../client/interrupted-flow.ts';
export { offerPasskeys } from '../sign-in/flows/passkey-autofill.ts';
export { ResumeFlow, ResumeSignIn } from './resume-flow.tsx';
export { ResetPasswordCard } from './reset-password/reset-password-card.tsx';
export { rareViews } from './sign-in/rare-views.ts';
export { SignUpCard } from './sign-up/sign-up-card.tsx';
