/** The type of a flow's state narrows by the step's name. */
import { expectTypeOf, it } from 'vitest';
import type { FlowState } from '../../src/sign-in/flows/flow.ts';
import type { SignInAnswers, SignInStep } from '../../src/sign-in/engine/sign-in-step.ts';

type State = FlowState<SignInStep, SignInAnswers>;

it('FlowState: narrows the step and its answer by name', () => {
  const check = (state: State) => {
    if (state.name === 'totp') {
      expectTypeOf(state.step).toEqualTypeOf<{
        name: 'totp';
        username: string;
        deviceName?: string | undefined;
      }>();
      expectTypeOf(state.submit).parameter(0).toEqualTypeOf<{ code: string }>();
    }
  };
  expectTypeOf(check).toBeFunction();
});
