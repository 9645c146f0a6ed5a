/** The types of the views of a sign-in: each view receives the state of exactly its step. */
import type { ComponentType } from 'react';
import type { CognitoError } from '../../errors.ts';
import type { SignInAnswers, SignInStep, SignInStepName } from '../../sign-in/engine/sign-in-step.ts';
import type { FlowState } from '../../sign-in/flows/flow.ts';

/** The views of a union of steps. A union with one more step makes a table incomplete, which does not compile. */
export type ViewsOf<Step extends { name: string }, Answers extends Record<Step['name'], unknown>> = {
  [Name in Step['name']]: ComponentType<FlowState<Step, Answers, Name>>;
};

/** The props of a view for the step `Name`: the state of the flow at that step. */
export type SignInStepProps<Name extends SignInStepName> = FlowState<SignInStep, SignInAnswers, Name>;

/** A view for each step of a sign-in. */
export type SignInViews = ViewsOf<SignInStep, SignInAnswers>;

/** The views that load with the first one; the others follow in one download. */
export type CommonViews = Pick<SignInViews, 'identifier' | 'password' | 'totp' | 'signedIn'>;
export type RareViews = Omit<SignInViews, keyof CommonViews>;

/** The download of further views: `views` once it is done; `error` and `retry` if it failed; empty while it runs. */
export interface LazyState<Views> {
  views?: Views;
  error?: CognitoError;
  retry?: () => void;
}
