'use client';
/** The complete sign-up, built of the public parts. */
import { createContext, useContext, type ComponentType, type ReactNode } from 'react';
import { useSignUp, type SignUpState, type UseSignUpOptions } from '../../react/use-sign-up.ts';
import { type SignUpStep } from '../../sign-in/flows/sign-up.ts';
import { useInterruptedCodeStep } from '../../react/use-interrupted-flow.ts';
import { DoneStep } from '../parts/done-step.tsx';
import { Card } from '../parts/elements.tsx';
import { FlowRoot, type FlowRootProps } from '../parts/flow-root.tsx';
import { Thread } from '../parts/thread.tsx';
import { RememberChoiceContext } from '../sign-in/sign-in-context.ts';
import { useTexts } from '../ui-context.ts';
import { ConfirmView } from './confirm-view.tsx';
import { DetailsView } from './details-view.tsx';

/** The props of a view for the step `Name`: the state of the flow at that step. */
export type SignUpStepProps<Name extends SignUpStep['name']> = Extract<SignUpState, { name: Name }>;
/** A view for each step of a sign-up. */
export type SignUpViews = { [Name in SignUpStep['name']]: ComponentType<SignUpStepProps<Name>> };

const progress = { details: 0.3, confirm: 0.75, done: 1 } satisfies Record<SignUpStep['name'], number>;

function DoneView() {
  const { done, signIn } = useTexts().signUp;
  return <DoneStep {...done} action={signIn} />;
}

const defaultViews = { details: DetailsView, confirm: ConfirmView, done: DoneView } satisfies SignUpViews;

const SignUpContext = createContext<SignUpState | undefined>(undefined);

export interface SignUpRootProps
  extends UseSignUpOptions, Omit<FlowRootProps, 'state' | 'progress' | 'children'> {
  children?: ReactNode;
}

/**
 * The root of a sign-up: provides the flow, the texts and the theme to the parts inside.
 * @throws {Error} Outside of `<CognitoProvider>`.
 */
export function SignUpRoot({ onDone, ...root }: SignUpRootProps) {
  const flow = useSignUp({ onDone });
  useInterruptedCodeStep('signUp', flow, useContext(RememberChoiceContext)?.isChecked);
  return (
    <SignUpContext.Provider value={flow}>
      <FlowRoot state={flow} progress={progress[flow.name]} {...root} />
    </SignUpContext.Provider>
  );
}

export interface SignUpStepsProps {
  /** Custom views, by step: `{ done: MyDone }`. Default: the kit's views. */
  views?: Partial<SignUpViews> | undefined;
}

/**
 * Renders the view of the current step.
 * @throws {Error} Outside of `<SignUp.Root>`.
 */
export function SignUpSteps({ views }: SignUpStepsProps) {
  const state = useContext(SignUpContext);
  if (!state)
    throw new Error(
      'SignUp.Steps is outside of <SignUp.Root>, so there is no sign-up to show. Render it inside <SignUp.Root>.',
    );
  // SignInSteps explains the cast.
  const View = (views?.[state.name] ?? defaultViews[state.name]) as ComponentType<SignUpState>;
  return <View key={state.name} {...state} />;
}

export interface SignUpProps extends Omit<SignUpRootProps, 'children'>, SignUpStepsProps {}

/**
 * Renders a sign-up on a card.
 * @throws {Error} Outside of `<CognitoProvider>`.
 */
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
