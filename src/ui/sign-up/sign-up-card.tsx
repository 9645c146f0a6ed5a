'use client';
/** Signing up, ready to drop in. */
import { createContext, useContext, type ComponentType, type ReactNode } from 'react';
import { useSignUp, type SignUpState, type UseSignUpOptions } from '../../react/use-sign-up.ts';
import { type SignUpStep } from '../../sign-in/flows/sign-up.ts';
import { usePendingCodeStep } from '../../react/use-pending-flow.ts';
import { DoneStep } from '../parts/done-step.tsx';
import { FlowRoot, type FlowRootProps } from '../parts/flow-root.tsx';
import { Card } from '../parts/simple.ts';
import { Thread } from '../parts/thread.tsx';
import { RemembersContext } from '../sign-in/sign-in-context.ts';
import { useTexts } from '../ui-context.ts';
import { splitWays, type Ways } from '../ways-context.ts';
import { ConfirmView } from './confirm-view.tsx';
import { DetailsView } from './details-view.tsx';

export type SignUpStepProps<Name extends SignUpStep['name']> = Extract<SignUpState, { name: Name }>;
export type SignUpViews = { [Name in SignUpStep['name']]: ComponentType<SignUpStepProps<Name>> };

const progress = { details: 0.3, confirm: 0.75, done: 1 } satisfies Record<SignUpStep['name'], number>;

function DoneView() {
  const { done, signIn } = useTexts().signUp;
  return <DoneStep {...done} action={signIn} />;
}

const defaultViews = { details: DetailsView, confirm: ConfirmView, done: DoneView } satisfies SignUpViews;

const SignUpContext = createContext<SignUpState | undefined>(undefined);

export interface SignUpRootProps
  extends Ways, UseSignUpOptions, Omit<FlowRootProps, 'state' | 'progress' | 'ways' | 'children'> {
  children?: ReactNode;
}

export function SignUpRoot({ onDone, ...props }: SignUpRootProps) {
  const flow = useSignUp({ onDone });
  usePendingCodeStep('signUp', flow, useContext(RemembersContext)?.ticked);
  const [ways, root] = splitWays(props);
  return (
    <SignUpContext.Provider value={flow}>
      <FlowRoot state={flow} progress={progress[flow.name]} ways={ways} {...root} />
    </SignUpContext.Provider>
  );
}

export interface SignUpStepsProps {
  /** Views of one's own, by step. */
  views?: Partial<SignUpViews> | undefined;
}

export function SignUpSteps({ views }: SignUpStepsProps) {
  const state = useContext(SignUpContext);
  if (!state) throw new Error('SignUp.Steps stands outside of <SignUp.Root>. Put it inside.');
  // See SignInSteps about the type.
  const View = (views?.[state.name] ?? defaultViews[state.name]) as ComponentType<SignUpState>;
  return <View key={state.name} {...state} />;
}

export interface SignUpProps extends Omit<SignUpRootProps, 'children'>, SignUpStepsProps {}

export function SignUpCard({ views, ...root }: SignUpProps) {
  return (
    <SignUpRoot {...root}>
      <Card>
        <Thread />
        <SignUpSteps views={views} />
      </Card>
    </SignUpRoot>
  );
}
