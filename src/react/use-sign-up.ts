'use client';
/** A sign-up, step by step. */
import { useMemo } from 'react';
import type { Cognito, NamedAttributes } from '../client/cognito.ts';
import type { FlowState } from '../sign-in/flows/flow.ts';
import {
  type SignUpAnswers,
  type SignUpStep,
  createSignUpFlow,
  type NewUser,
  type SignUpFlow,
} from '../sign-in/flows/sign-up.ts';
import { useFlow } from './use-flow.ts';
import { useLatest } from './use-latest.ts';

export type SignUpState<Client extends Cognito = Cognito> = FlowState<
  SignUpStep,
  SignUpAnswers<NamedAttributes<Client>>
>;

export type UseSignUp<Client extends Cognito = Cognito> = SignUpState<Client> &
  Pick<SignUpFlow, 'reset' | 'resume'>;

export interface UseSignUpOptions {
  /** Called once the user is confirmed, with what `useSignIn().start` takes to sign the user in. */
  onDone?: ((user: NewUser) => void) | undefined;
}

/**
 * Returns the present step of a sign-up, and `submit`, which answers it. `useSignUp<typeof cognito>()` requires the
 * attributes that the config's `signUpAttributes` names. The flow ends when the component unmounts.
 * @returns the state of the flow with `reset` and `resume`
 */
export function useSignUp<Client extends Cognito = Cognito>({
  onDone,
}: UseSignUpOptions = {}): UseSignUp<Client> {
  const latestOnDone = useLatest(onDone);
  const [state, flow] = useFlow<SignUpState, SignUpFlow>((cognito) =>
    createSignUpFlow(cognito, { onDone: (user) => latestOnDone.current?.(user) }),
  );
  return useMemo(() => ({ ...state, reset: flow.reset, resume: flow.resume }), [state, flow]);
}
