'use client';
/** A sign-in, step by step. */
import { useMemo } from 'react';
import type { FlowState } from '../sign-in/flows/flow.ts';
import { createSignInFlow, type SignInFlow } from '../sign-in/flows/sign-in.ts';
import type { SignInFlowOptions } from '../sign-in/flows/sign-in-requests.ts';
import type { SignInAnswers, SignInStep } from '../sign-in/engine/sign-in-step.ts';
import { useFlow } from './use-flow.ts';

export type SignInState = FlowState<SignInStep, SignInAnswers>;

export type UseSignIn = SignInState &
  Pick<SignInFlow, 'start' | 'reset'> & {
    /** Behind it, for what wants to watch or to take over: `offerPasskeys`. Always the same. */
    readonly flow: SignInFlow;
  };

export type UseSignInOptions = SignInFlowOptions;

/** Testing `name` narrows `step` and what `submit` takes. Leaving the page or the component ends the flow. */
export function useSignIn(options: UseSignInOptions = {}): UseSignIn {
  const [state, flow] = useFlow<SignInState, SignInFlow>((cognito) => createSignInFlow(cognito, options));
  return useMemo(() => ({ ...state, start: flow.start, reset: flow.reset, flow }), [state, flow]);
}
