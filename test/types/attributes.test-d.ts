import {
  createCognito,
  createSignUpFlow,
  fromAmplifyOutputs,
  type Cognito,
  type CognitoConfig,
  type FlowState,
  type MfaSettings,
  type NamedAttributes,
  type SignUpAnswers,
  type SignUpStep,
} from 'cognito-kit/core';
import { expectTypeOf, it } from 'vitest';
import { useSignUp } from '../../src/index.ts';
import type { AuthFlow, MfaMethod } from '../../src/protocol/factors.ts';

const pool = { userPoolId: 'eu-west-1_Ab12Cd34E', clientId: 'web' };
const named = createCognito({ ...pool, signUpAttributes: ['email', 'name', 'custom:plan'] });
const unnamed = createCognito(pool);

type Details<State> =
  Extract<State, { name: 'details' }> extends { submit: (answer: infer Answer) => unknown } ? Answer : never;

it('reads the names off the config, without `as const`', () => {
  expectTypeOf<NamedAttributes<typeof named>>().toEqualTypeOf<'email' | 'name' | 'custom:plan'>();
  expectTypeOf(named).toEqualTypeOf<Cognito<'email' | 'name' | 'custom:plan'>>();
  expectTypeOf(unnamed).toEqualTypeOf<Cognito>();
  // Whatever takes a client takes this one.
  expectTypeOf(named).toExtend<Cognito>();
});

it('wants the named attributes of a sign-up, and takes others', () => {
  const flow = createSignUpFlow(named);
  const { submit } = flow.getSnapshot() as Extract<ReturnType<typeof flow.getSnapshot>, { name: 'details' }>;
  const who = { username: 'ada', password: 'Correct-horse-1' };
  const check = () => [
    submit({ ...who, attributes: { email: 'a@b.c', name: 'Ada', 'custom:plan': 'pro' } }),
    submit({
      ...who,
      attributes: { email: 'a@b.c', name: 'Ada', 'custom:plan': 'pro', nickname: 'A', 'custom:x': '' },
    }),
    // @ts-expect-error -- a named one is missing
    submit({ ...who, attributes: { email: 'a@b.c', name: 'Ada' } }),
    // @ts-expect-error -- all are
    submit(who),
    // @ts-expect-error -- no attribute of Cognito
    submit({ ...who, attributes: { email: 'a@b.c', name: 'Ada', 'custom:plan': 'pro', plan: 'pro' } }),
    // @ts-expect-error -- all values are strings
    submit({ ...who, attributes: { email: 'a@b.c', name: 'Ada', 'custom:plan': 1 } }),
  ];
  expectTypeOf(check).toBeFunction();
});

it('takes any of Cognito’s attributes where the config names none', () => {
  const flow = createSignUpFlow(unnamed);
  type Answer = Details<ReturnType<typeof flow.getSnapshot>>;
  expectTypeOf<Answer>().toEqualTypeOf<SignUpAnswers['details']>();
  void ({ username: 'ada' } satisfies Answer);
  void ({ username: 'ada', attributes: { email: 'a@b.c', 'custom:plan': 'pro' } } satisfies Answer);
  // What is only known to be texts by name is taken too, as from a form.
  const texts: Record<string, string> = {};
  void ({ username: 'ada', attributes: texts } satisfies Answer);
  // @ts-expect-error -- a slip of the pen
  void ({ username: 'ada', attributes: { emial: 'a@b.c' } } satisfies Answer);
});

it('types the hook by the client', () => {
  const useCheck = () => {
    const flow = useSignUp<typeof named>();
    expectTypeOf<Details<typeof flow>['attributes']>().toHaveProperty('custom:plan');
    const any = useSignUp();
    expectTypeOf<Details<typeof any>>().toEqualTypeOf<Details<FlowState<SignUpStep, SignUpAnswers>>>();
  };
  expectTypeOf(useCheck).toBeFunction();
});

it('refuses a name that is no attribute', () => {
  // @ts-expect-error -- the pool’s own begin with `custom:`
  void (() => createCognito({ ...pool, signUpAttributes: ['email', 'plan'] }));
});

it('spreads what an adapter gives', () => {
  expectTypeOf(fromAmplifyOutputs({})).toEqualTypeOf<CognitoConfig>();
  const spread = () => createCognito({ ...fromAmplifyOutputs({}), guest: true });
  expectTypeOf(spread).returns.toEqualTypeOf<Cognito>();
  const more = () => createCognito({ ...fromAmplifyOutputs({}), signUpAttributes: ['email'] });
  expectTypeOf(more).returns.toEqualTypeOf<Cognito<'email'>>();
});

it('has the flows and methods of a sign-in in its words', () => {
  expectTypeOf<NonNullable<CognitoConfig['authFlow']>>().toEqualTypeOf<AuthFlow>();
  expectTypeOf<MfaSettings['methods'][number]>().toEqualTypeOf<MfaMethod>();
});
