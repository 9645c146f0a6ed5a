'use client';
/**
 * Resumes the flow that a reload of the tab interrupted. Renders nothing, and loads with the views that it leads to.
 */
import { useInterruptedFlow, useInterruptedSignIn } from '../react/use-interrupted-flow.ts';
import type { UseSignIn } from '../react/use-sign-in.ts';
import type { RememberChoice } from './sign-in/sign-in-context.ts';

export interface ResumeFlowProps {
  /** Called once with the name of the interrupted flow, if there is one. */
  onInterrupted: (flow: 'signIn' | 'signUp' | 'resetPassword') => void;
  rememberChoice: RememberChoice | undefined;
}

/** Reports which flow was interrupted and restores its `remember` choice. */
export function ResumeFlow({ onInterrupted, rememberChoice }: ResumeFlowProps) {
  useInterruptedFlow(({ flow, remember = true }) => {
    rememberChoice?.setChecked(remember);
    onInterrupted(flow);
  });
  return null;
}

export interface ResumeSignInProps {
  signIn: UseSignIn;
  /** Whether the first step needs no request, so the sign-in can start at once with the stored username. */
  startsOffline: boolean;
  /** Called with the stored username where the sign-in does not start by itself. */
  onUsername: (username: string) => void;
  rememberChoice: RememberChoice | undefined;
}

/** Goes to the step after the username, or else fills the name in. Never overwrites what the user typed meanwhile. */
export function ResumeSignIn({ signIn, startsOffline, onUsername, rememberChoice }: ResumeSignInProps) {
  useInterruptedSignIn(signIn, rememberChoice?.isChecked);
  useInterruptedFlow(({ flow, username, remember = true }) => {
    rememberChoice?.setChecked(remember);
    if (signIn.name !== 'identifier' || signIn.step.username !== undefined) return;
    const input = document.querySelector<HTMLInputElement>('.ck[data-step=identifier] input[name=username]');
    const isTouched = input && input.value !== input.defaultValue;
    if (flow === 'signIn' && startsOffline && !isTouched)
      void signIn.start({ username, ...(rememberChoice && { remember }) });
    else onUsername(username);
  });
  return null;
}
