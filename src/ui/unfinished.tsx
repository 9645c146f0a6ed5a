'use client';
/** What a reload of the tab interrupted, for who watches it: no pixels, and loaded with the views that it leads to. */
import { usePendingFlow, usePendingSignIn } from '../react/use-pending-flow.ts';
import type { UseSignIn } from '../react/use-sign-in.ts';
import type { Remembers } from './sign-in/sign-in-context.ts';

export interface UnfinishedFlowProps {
  onFound: (flow: 'signIn' | 'signUp' | 'resetPassword') => void;
  remembers: Remembers | undefined;
}

/** Which flow there is to go on with. */
export function UnfinishedFlow({ onFound, remembers }: UnfinishedFlowProps) {
  usePendingFlow(({ flow, remember = true }) => {
    remembers?.tick(remember);
    onFound(flow);
  });
  return null;
}

export interface UnfinishedSignInProps {
  flow: UseSignIn;
  /** Whether the name alone leads on, with nothing sent. */
  isFree: boolean;
  onName: (username: string) => void;
  remembers: Remembers | undefined;
}

/** To the step after the name, or else with the name filled in; never over what was typed meanwhile. */
export function UnfinishedSignIn({ flow, isFree, onName, remembers }: UnfinishedSignInProps) {
  usePendingSignIn(flow, remembers?.ticked);
  usePendingFlow(({ flow: left, username, remember = true }) => {
    remembers?.tick(remember);
    if (flow.name !== 'identifier' || flow.step.username !== undefined) return;
    const input = document.querySelector<HTMLInputElement>('.ck[data-step=identifier] input[name=username]');
    const isTouched = input && input.value !== input.defaultValue;
    if (left === 'signIn' && isFree && !isTouched)
      void flow.start({ username, ...(remembers && { remember }) });
    else onName(username);
  });
  return null;
}
