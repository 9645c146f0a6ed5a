'use client';
/** Resumes a flow that a reload of the tab interrupted, as far as that needs no secret. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import {
  clearInterruptedFlow,
  readInterruptedFlow,
  saveInterruptedFlow,
  type InterruptedFlow,
} from '../client/interrupted-flow.ts';
import type { CodeDelivery } from '../protocol/code-delivery.ts';
import { stepTraits } from '../sign-in/engine/sign-in-step.ts';
import { useCognito } from './cognito-context.ts';
import { useLatest } from './use-latest.ts';
import type { UseResetPassword } from './use-reset-password.ts';
import type { SignInState } from './use-sign-in.ts';
import type { UseSignUp } from './use-sign-up.ts';

/**
 * Calls back once with the interrupted flow, if the tab has one. The call is in a layout effect, before the next paint:
 * the first render must match a server's HTML, which knows nothing of the tab.
 */
export function useInterruptedFlow(resume: (interrupted: InterruptedFlow) => void): void {
  const cognito = useCognito();
  const latest = useLatest(resume);
  useLayoutEffect(() => {
    const interrupted = readInterruptedFlow(cognito);
    if (interrupted) latest.current(interrupted);
  }, [cognito, latest]);
}

/** Saves the step's data while `flow` names the flow that could resume there, and clears it when the step is left. */
function useSavedStep(
  flow: InterruptedFlow['flow'] | undefined,
  step: { username?: string | undefined; delivery?: CodeDelivery | undefined },
  remember = true,
): void {
  const cognito = useCognito();
  const isSaved = useRef(false);
  useEffect(() => {
    const { username = '', delivery } = step;
    // A reload during a step-up loses nothing, since the user is signed in.
    const saves = flow && cognito.getSession().status !== 'signedIn';
    if (saves) saveInterruptedFlow(cognito, { flow, username, ...(delivery && { delivery }), remember });
    else if (isSaved.current) clearInterruptedFlow(cognito);
    isSaved.current = Boolean(saves);
  }, [cognito, flow, step, remember]);
}

/** Saves and resumes the code step of a sign-up or a password reset. */
export function useInterruptedCodeStep(
  flow: 'signUp' | 'resetPassword',
  { name, step, resume }: UseSignUp | UseResetPassword,
  remember: boolean | undefined,
): void {
  useInterruptedFlow((interrupted) => {
    const { username, delivery } = interrupted;
    if (interrupted.flow === flow) resume({ username, ...(delivery && { delivery }) });
  });
  useSavedStep(name === 'confirm' ? flow : undefined, step, remember);
}

/** Saves the username of a sign-in, and the flow that takes the step's code after a reload. Its secrets are lost. */
export function useInterruptedSignIn({ name, step }: SignInState, remember: boolean | undefined): void {
  const cognito = useCognito();
  const { kind, resumesAs = 'signIn' } = stepTraits[name];
  useSavedStep(kind === 'challenge' ? resumesAs : undefined, step, remember);
  // An app that shows other content to signed-in users unmounts the form before the step `signedIn` is rendered.
  useEffect(
    () => () => {
      if (cognito.getSession().status === 'signedIn') clearInterruptedFlow(cognito);
    },
    [cognito],
  );
}
