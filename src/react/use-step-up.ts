'use client';
/** Has whoever is signed in prove more, before something that matters. */
import { useMemo } from 'react';
import { createStepUpFlow, type StepUpOptions } from '../sign-in/flows/step-up.ts';
import type { SignInFlow } from '../sign-in/flows/sign-in.ts';
import { useFlow } from './use-flow.ts';
import type { SignInState } from './use-sign-in.ts';

export type UseStepUp = SignInState & Pick<SignInFlow, 'reset'>;

/** Begins at `stepUp`, which an empty answer leaves, and ends at `signedIn`: the tokens then say so in `acr`. */
export function useStepUp(options: StepUpOptions): UseStepUp {
  const [state, flow] = useFlow<SignInState, SignInFlow>((cognito) => createStepUpFlow(cognito, options));
  return useMemo(() => ({ ...state, reset: flow.reset }), [state, flow]);
}
