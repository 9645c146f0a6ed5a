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
    /** The flow behind the hook, for functions that take one, such as `offerPasskeys`. Stays the same. */
    readonly flow: SignInFlow;
  };

/**
 * Returns the present step of a sign-in, and `submit`, which answers it. Test `name` to narrow `step` and the answer.
 * The flow ends when the component unmounts.
 * @param options those of the first render; later ones are ignored
 * @returns the state of the flow with `start`, `reset` and `flow`
 * @example
 * ```tsx
 * const flow = useSignIn();
 * if (flow.name === 'identifier') return <NameForm onName={(username) => flow.submit({ username })} />;
 * if (flow.name === 'password') return <PasswordForm onPassword={(password) => flow.submit({ password })} />;
 * ```
 */
export function useSignIn(options: SignInFlowOptions = {}): UseSignIn {
  const [state, flow] = useFlow<SignInState, SignInFlow>((cognito) => createSignInFlow(cognito, options));
  return useMemo(() => ({ ...state, start: flow.start, reset: flow.reset, flow }), [state, flow]);
}
