'use client';
/** A sign-up, step by step. */
import { useMemo } from 'react';
import type { FlowState } from '../flows/flow.ts';
import type { SignUpAnswers, SignUpStep } from '../flows/sign-up-step.ts';
import { createSignUpFlow, type NewUser } from '../flows/sign-up.ts';
import { useFlow } from './use-flow.ts';
import { useLatest } from './use-latest.ts';

export type { SignUpAnswers, SignUpStep };
export type SignUpState = FlowState<SignUpStep, SignUpAnswers>;

type SignUpFlow = ReturnType<typeof createSignUpFlow>;
export type UseSignUp = SignUpState & Pick<SignUpFlow, 'reset'>;

/** What a person chose; handed over once so that a sign-in can carry on with it. Keep it nowhere. */
export type Chosen = NewUser;

export interface UseSignUpOptions {
  onDone?: (chosen: Chosen) => void;
}

export function useSignUp({ onDone }: UseSignUpOptions = {}): UseSignUp {
  const done = useLatest(onDone);
  const [state, flow] = useFlow<SignUpState, SignUpFlow>((cognito) =>
    createSignUpFlow(cognito, { onDone: (chosen) => done.current?.(chosen) }),
  );
  return useMemo(() => ({ ...state, reset: flow.reset }), [state, flow]);
}
