'use client';
/** The complete password reset, built of the public parts. */
import { createContext, useContext, type ComponentType, type ReactNode } from 'react';
import {
  useResetPassword,
  type ResetPasswordState,
  type UseResetPasswordOptions,
} from '../../react/use-reset-password.ts';
import { type ResetPasswordStep } from '../../sign-in/flows/reset-password.ts';
import { useInterruptedCodeStep } from '../../react/use-interrupted-flow.ts';
import { useFlowSettings } from '../flow-settings.ts';
import { AskStep } from '../parts/ask-step.tsx';
import { LinkButton } from '../parts/buttons.tsx';
import { CodeAndPasswordStep } from '../parts/code-steps.tsx';
import { DoneStep } from '../parts/done-step.tsx';
import { Card } from '../parts/elements.tsx';
import { FlowRoot, type FlowRootProps } from '../parts/flow-root.tsx';
import { IdentifierField, readIdentifier } from '../parts/identifier-field.tsx';
import { Thread } from '../parts/thread.tsx';
import { RememberChoiceContext } from '../sign-in/sign-in-context.ts';
import { useTexts } from '../ui-context.ts';

/** The props of a view for the step `Name`: the state of the flow at that step. */
export type ResetPasswordStepProps<Name extends ResetPasswordStep['name']> = Extract<
  ResetPasswordState,
  { name: Name }
>;
/** A view for each step of a password reset. */
export type ResetPasswordViews = {
  [Name in ResetPasswordStep['name']]: ComponentType<ResetPasswordStepProps<Name>>;
};

const progress = { request: 0.3, confirm: 0.7, done: 1 } satisfies Record<ResetPasswordStep['name'], number>;

/** Asks for the identifier of the account. */
function RequestView(flow: ResetPasswordStepProps<'request'>) {
  const { request, toSignIn } = useTexts().resetPassword;
  const { identifier, onSignIn } = useFlowSettings();
  return (
    <AskStep
      flow={flow}
      texts={request}
      lead={request.lead}
      answer={(values) => ({ username: readIdentifier(values, identifier) })}
      foot={onSignIn && <LinkButton onClick={onSignIn}>{toSignIn}</LinkButton>}
    >
      <IdentifierField kind={identifier} defaultValue={flow.step.username} />
    </AskStep>
  );
}

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
  extends UseResetPasswordOptions, Omit<FlowRootProps, 'state' | 'progress' | 'children'> {
  children?: ReactNode;
}

/**
 * The root of a password reset: provides the flow, the texts and the theme to the parts inside.
 * @throws {Error} Outside of `<CognitoProvider>`.
 */
export function ResetPasswordRoot({ username, onDone, ...root }: ResetPasswordRootProps) {
  const flow = useResetPassword({ username, onDone });
  useInterruptedCodeStep('resetPassword', flow, useContext(RememberChoiceContext)?.isChecked);
  return (
    <ResetPasswordContext.Provider value={flow}>
      <FlowRoot state={flow} progress={progress[flow.name]} {...root} />
    </ResetPasswordContext.Provider>
  );
}

export interface ResetPasswordStepsProps {
  /** Custom views, by step: `{ done: MyDone }`. Default: the kit's views. */
  views?: Partial<ResetPasswordViews> | undefined;
}

/**
 * Renders the view of the current step.
 * @throws {Error} Outside of `<ResetPassword.Root>`.
 */
export function ResetPasswordSteps({ views }: ResetPasswordStepsProps) {
  const state = useContext(ResetPasswordContext);
  if (!state)
    throw new Error(
      'ResetPassword.Steps is outside of <ResetPassword.Root>, so there is no password reset to show. Render it inside <ResetPassword.Root>.',
    );
  // SignInSteps explains the cast.
  const View = (views?.[state.name] ?? defaultViews[state.name]) as ComponentType<ResetPasswordState>;
  return <View key={state.name} {...state} />;
}

export interface ResetPasswordProps
  extends Omit<ResetPasswordRootProps, 'children'>, ResetPasswordStepsProps {}

/**
 * Renders a password reset on a card.
 * @throws {Error} Outside of `<CognitoProvider>`.
 */
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
