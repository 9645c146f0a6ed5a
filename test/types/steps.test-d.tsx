/** Types: a step without its traits, its view or its answer does not compile. */
import { expectTypeOf, it } from 'vitest';
import type { PendingStep } from '../../src/sign-in/engine/pending-step.ts';
import {
  stepTraits,
  type SignInAnswers,
  type SignInStep,
  type StepTraitsOf,
} from '../../src/sign-in/engine/sign-in-step.ts';
import type { FlowState } from '../../src/sign-in/flows/flow.ts';
import type { CommonViews, RareViews, ViewsOf } from '../../src/ui/sign-in/sign-in-views.ts';

/** The union of steps with one more member, as a new challenge would add it. */
type MoreSteps = SignInStep | { name: 'fax'; username: string };
type MoreAnswers = SignInAnswers & { fax: { page: string } };

declare const allViews: CommonViews & RareViews;

it('accepts the tables for the steps that exist', () => {
  const traits: StepTraitsOf<SignInStep['name']> = stepTraits;
  const views: ViewsOf<SignInStep, SignInAnswers> = allViews;
  void [traits, views];
});

it('refuses the table of traits for a union with one more step', () => {
  // @ts-expect-error -- the table has no traits of `fax`
  const traits: StepTraitsOf<MoreSteps['name']> = stepTraits;
  void traits;
});

it('refuses the table of views for a union with one more step', () => {
  // @ts-expect-error -- the table has no view of `fax`
  const views: ViewsOf<MoreSteps, MoreAnswers> = allViews;
  void views;
});

it('refuses a flow over a step without an answer', () => {
  // @ts-expect-error -- SignInAnswers has no `fax`
  type State = FlowState<MoreSteps, SignInAnswers>;
  void (undefined as State | undefined);
});

it('ties the answer to the step, in the engine and in the interface', () => {
  type Pending = PendingStep<SignInStep, SignInAnswers, 'totp'>;
  expectTypeOf<Parameters<NonNullable<Pending['answer']>>[0]>().toEqualTypeOf<{ code: string }>();
  type State = FlowState<SignInStep, SignInAnswers, 'selectMfa'>;
  expectTypeOf<Parameters<State['submit']>[0]>().toEqualTypeOf<SignInAnswers['selectMfa']>();
  expectTypeOf<State['step']>().toEqualTypeOf<Extract<SignInStep, { name: 'selectMfa' }>>();
});
