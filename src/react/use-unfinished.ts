'use client';
/** What a reload of the tab interrupted is gone on with, as far as that needs no secret. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import {
  readPendingFlow as readUnfinished,
  savePendingFlow as keepUnfinished,
  type PendingFlow as Unfinished,
} from '../client/pending-flow.ts';
import { stepTraits } from '../sign-in/engine/sign-in-step.ts';
import { useCognito } from './cognito-context.ts';
import { useLatest } from './use-latest.ts';
import type { UseResetPassword } from './use-reset-password.ts';
import type { SignInState } from './use-sign-in.ts';
import type { UseSignUp } from './use-sign-up.ts';

/**
 * Calls back once, with what there is to go on with: before the next paint, and not while rendering, since a server's
 * HTML, which knows nothing of the tab, is hydrated first.
 */
export function useUnfinished(goOn: (left: Unfinished) => void): void {
  const cognito = useCognito();
  const latest = useLatest(goOn);
  useLayoutEffect(() => {
    const left = readUnfinished(cognito);
    if (left) latest.current(left);
  }, [cognito, latest]);
}

/** Keeps what a step is about while `flow` says which flow could go on with it; forgets it when the step is left. */
function useKept(
  flow: Unfinished['flow'] | undefined,
  step: { username?: string | undefined },
  remember = true,
): void {
  const cognito = useCognito();
  const kept = useRef(false);
  useEffect(() => {
    const { username = '', delivery } = step as Partial<Unfinished>;
    // Somebody who proves more is signed in, and has nothing to lose.
    const keeps = flow && cognito.getSession().status !== 'signedIn';
    if (keeps) keepUnfinished(cognito, { flow, username, ...(delivery && { delivery }), remember });
    else if (kept.current) keepUnfinished(cognito);
    kept.current = Boolean(keeps);
  }, [cognito, flow, step, remember]);
}

/** A sign-up's or a reset's code step outlives a reload. */
export function useUnfinishedCode(
  flow: 'signUp' | 'resetPassword',
  { name, step, resume }: UseSignUp | UseResetPassword,
  remember: boolean | undefined,
): void {
  useUnfinished(({ flow: left, username, delivery }) => {
    if (left === flow) resume({ username, ...(delivery && { delivery }) });
  });
  useKept(name === 'confirm' ? flow : undefined, step, remember);
}

/** Stores the user's name, and the flow that takes the step's code after a reload. */
export function useUnfinishedSignIn({ name, step }: SignInState, remember: boolean | undefined): void {
  const cognito = useCognito();
  const { kind, resumesAs = 'signIn' } = stepTraits[name];
  useKept(kind === 'challenge' ? resumesAs : undefined, step, remember);
  // Whoever shows something else to those who are signed in takes this away at that moment.
  useEffect(
    () => () => {
      if (cognito.getSession().status === 'signedIn') keepUnfinished(cognito);
    },
    [cognito],
  );
}

export { savePendingFlow as forgetUnfinished } from '../client/pending-flow.ts';
