'use client';
/** Resetting a password, ready to drop in. */
import { createContext, useContext, type ComponentType, type ReactNode } from 'react';
import {
  useResetPassword,
  type ResetPasswordState,
  type UseResetPasswordOptions,
} from '../../react/use-reset-password.ts';
import { type ResetPasswordStep } from '../../sign-in/flows/reset-password.ts';
import { usePendingCodeStep } from '../../react/use-pending-flow.ts';
import { CodeAndPasswordStep } from '../parts/code-steps.tsx';
import { DoneStep } from '../parts/done-step.tsx';
import { FlowRoot, type FlowRootProps } from '../parts/flow-root.tsx';
import { Card } from '../parts/simple.ts';
import { Thread } from '../parts/thread.tsx';
import { RemembersContext } from '../sign-in/sign-in-context.ts';
import { useTexts } from '../ui-context.ts';
import { splitWays, type Ways } from '../ways-context.ts';
import { RequestView } from './request-view.tsx';

export type ResetPasswordStepProps<Name extends ResetPasswordStep['name']> = Extract<
  ResetPasswordState,
  { name: Name }
>;
export type ResetPasswordViews = {
  [Name in ResetPasswordStep['name']]: ComponentType<ResetPasswordStepProps<Name>>;
};

const progress = { request: 0.3, confirm: 0.7, done: 1 } satisfies Record<ResetPasswordStep['name'], number>;

function ConfirmView(flow: ResetPasswordStepProps<'confirm'>) {
  return <CodeAndPasswordStep flow={flow} texts={useTexts().resetPassword.confirm} />;
}

function DoneView() {
  const { done, toSignIn } = useTexts().resetPassword;
  return <DoneStep {...done} action={toSignIn} />;
}

const defaultViews = {
  request: RequestView,
  confirm: ConfirmView,
  done: DoneView,
} satisfies ResetPasswordViews;

const ResetPasswordContext = createContext<ResetPasswordState | undefined>(undefined);

export interface ResetPasswordRootProps
  extends Ways, UseResetPasswordOptions, Omit<FlowRootProps, 'state' | 'progress' | 'ways' | 'children'> {
  children?: ReactNode;
}

export function ResetPasswordRoot({ username, onDone, ...props }: ResetPasswordRootProps) {
  const flow = useResetPassword({ username, onDone });
  usePendingCodeStep('resetPassword', flow, useContext(RemembersContext)?.ticked);
  const [ways, root] = splitWays(props);
  return (
    <ResetPasswordContext.Provider value={flow}>
      <FlowRoot state={flow} progress={progress[flow.name]} ways={ways} {...root} />
    </ResetPasswordContext.Provider>
  );
}

export interface ResetPasswordStepsProps {
  /** Views of one's own, by step. */
  views?: Partial<ResetPasswordViews> | undefined;
}

export function ResetPasswordSteps({ views }: ResetPasswordStepsProps) {
  const state = useContext(ResetPasswordContext);
  if (!state) throw new Error('ResetPassword.Steps stands outside of <ResetPassword.Root>. Put it inside.');
  // See SignInSteps about the type.
  const View = (views?.[state.name] ?? defaultViews[state.name]) as ComponentType<ResetPasswordState>;
  return <View key={state.name} {...state} />;
}

export interface ResetPasswordProps
  extends Omit<ResetPasswordRootProps, 'children'>, ResetPasswordStepsProps {}

export function ResetPasswordCard({ views, ...root }: ResetPasswordProps) {
  return (
    <ResetPasswordRoot {...root}>
      <Card>
        <Thread />
        <ResetPasswordSteps views={views} />
      </Card>
    </ResetPasswordRoot>
  );
}
