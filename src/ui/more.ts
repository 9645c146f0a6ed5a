'use client';
/** What most visits never show, in one download that begins once the first view stands: rare steps, sign-up, reset. */
export { clearPendingFlow } from '../react/use-pending-flow.ts';
export { offerPasskeys } from '../sign-in/flows/passkey-autofill.ts';
export { ResetPasswordCard } from './reset-password/reset-password-card.tsx';
export { rareViews } from './sign-in/rare-views.ts';
export { SignUpCard } from './sign-up/sign-up-card.tsx';
export { UnfinishedFlow, UnfinishedSignIn } from './unfinished.tsx';
