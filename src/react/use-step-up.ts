'use client';
/** A step-up: the signed-in user proves a further factor before a sensitive action. */
import { useMemo } from 'react';
import { createStepUpFlow, type StepUpOptions } from '../sign-in/flows/step-up.ts';
import type { SignInFlow } from '../sign-in/flows/sign-in.ts';
import { useFlow } from './use-flow.ts';
import type { SignInState } from './use-sign-in.ts';

export type UseStepUp = SignInState & Pick<SignInFlow, 'reset'>;

/**
 * Returns the present step of a step-up, and `submit`, which answers it. The flow begins at `stepUp`, which an empty
 * answer leaves, and ends at `signedIn` with tokens whose `acr` claim names the level.
 * @param options those of the first render; later ones are ignored
 * @returns the state of the flow with `reset`
 */
export function useStepUp(options: StepUpOptions): UseStepUp {
  const [state, flow] = useFlow<SignInState, SignInFlow>((cognito) => createStepUpFlow(cognito, options));
  return useMemo(() => ({ ...state, reset: flow.reset }), [state, flow]);
}
