'use client';
/** A password reset, step by step. */
import { useMemo } from 'react';
import type { FlowState } from '../sign-in/flows/flow.ts';
import {
  type ResetPasswordAnswers,
  type ResetPasswordStep,
  createResetPasswordFlow,
  type ResetPasswordFlow,
} from '../sign-in/flows/reset-password.ts';
import { useFlow } from './use-flow.ts';
import { useLatest } from './use-latest.ts';
import type { NewUser } from '../sign-in/flows/sign-up.ts';

export type ResetPasswordState = FlowState<ResetPasswordStep, ResetPasswordAnswers>;

export type UseResetPassword = ResetPasswordState & Pick<ResetPasswordFlow, 'reset' | 'resume'>;

export interface UseResetPasswordOptions {
  /** Fills in the first step. */
  username?: string | undefined;
  /** Called once the password is set, with what `useSignIn().start` takes to sign the user in. */
  onDone?: ((user: NewUser) => void) | undefined;
}

/**
 * Returns the present step of a password reset, and `submit`, which answers it. The flow ends when the component
 * unmounts.
 * @returns the state of the flow with `reset` and `resume`
 */
export function useResetPassword({ username, onDone }: UseResetPasswordOptions = {}): UseResetPassword {
  const latestOnDone = useLatest(onDone);
  const [state, flow] = useFlow<ResetPasswordState, ResetPasswordFlow>((cognito) =>
    createResetPasswordFlow(cognito, {
      username,
      onDone: (user) => latestOnDone.current?.(user),
    }),
  );
  return useMemo(() => ({ ...state, reset: flow.reset, resume: flow.resume }), [state, flow]);
}
