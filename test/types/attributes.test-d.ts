/** The types of sign-up attributes: names from the config, required and optional attributes, adapters. */
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

it('createCognito: infers the attribute names from the config without `as const`', () => {
  expectTypeOf<NamedAttributes<typeof named>>().toEqualTypeOf<'email' | 'name' | 'custom:plan'>();
  expectTypeOf(named).toEqualTypeOf<Cognito<'email' | 'name' | 'custom:plan'>>();
  expectTypeOf(unnamed).toEqualTypeOf<Cognito>();
  // A client with names is assignable to every parameter of type Cognito.
  expectTypeOf(named).toExtend<Cognito>();
});

it('sign-up: requires the configured attributes and accepts others', () => {
  const flow = createSignUpFlow(named);
  const { submit } = flow.getSnapshot() as Extract<ReturnType<typeof flow.getSnapshot>, { name: 'details' }>;
  const ada = { username: 'ada', password: 'Correct-horse-1' };
  const check = () => [
    submit({ ...ada, attributes: { email: 'a@b.c', name: 'Ada', 'custom:plan': 'pro' } }),
    submit({
      ...ada,
      attributes: { email: 'a@b.c', name: 'Ada', 'custom:plan': 'pro', nickname: 'A', 'custom:x': '' },
    }),
    // @ts-expect-error -- a configured attribute is missing
    submit({ ...ada, attributes: { email: 'a@b.c', name: 'Ada' } }),
    // @ts-expect-error -- all configured attributes are missing
    submit(ada),
    // @ts-expect-error -- not an attribute of Cognito
    submit({ ...ada, attributes: { email: 'a@b.c', name: 'Ada', 'custom:plan': 'pro', plan: 'pro' } }),
    // @ts-expect-error -- all values are strings
    submit({ ...ada, attributes: { email: 'a@b.c', name: 'Ada', 'custom:plan': 1 } }),
  ];
  expectTypeOf(check).toBeFunction();
});

it('sign-up: accepts any attribute of Cognito if the config lists none', () => {
  const flow = createSignUpFlow(unnamed);
  type Answer = Details<ReturnType<typeof flow.getSnapshot>>;
  expectTypeOf<Answer>().toEqualTypeOf<SignUpAnswers['details']>();
  void ({ username: 'ada' } satisfies Answer);
  void ({ username: 'ada', attributes: { email: 'a@b.c', 'custom:plan': 'pro' } } satisfies Answer);
  // Accepts a record of strings too, as a form has it.
  const texts: Record<string, string> = {};
  void ({ username: 'ada', attributes: texts } satisfies Answer);
  // @ts-expect-error -- misspelled attribute
  void ({ username: 'ada', attributes: { emial: 'a@b.c' } } satisfies Answer);
});

it('useSignUp: has the attributes of the client type', () => {
  const useCheck = () => {
    const flow = useSignUp<typeof named>();
    expectTypeOf<Details<typeof flow>['attributes']>().toHaveProperty('custom:plan');
    const any = useSignUp();
    expectTypeOf<Details<typeof any>>().toEqualTypeOf<Details<FlowState<SignUpStep, SignUpAnswers>>>();
  };
  expectTypeOf(useCheck).toBeFunction();
});

it('createCognito: refuses an unknown attribute name', () => {
  // @ts-expect-error -- custom attributes begin with `custom:`
  void (() => createCognito({ ...pool, signUpAttributes: ['email', 'plan'] }));
});

it('createCognito: accepts the spread result of an adapter', () => {
  expectTypeOf(fromAmplifyOutputs({})).toEqualTypeOf<CognitoConfig>();
  const spread = () => createCognito({ ...fromAmplifyOutputs({}), guest: true });
  expectTypeOf(spread).returns.toEqualTypeOf<Cognito>();
  const more = () => createCognito({ ...fromAmplifyOutputs({}), signUpAttributes: ['email'] });
  expectTypeOf(more).returns.toEqualTypeOf<Cognito<'email'>>();
});

it('public types: match the internal auth flows and MFA methods', () => {
  expectTypeOf<NonNullable<CognitoConfig['authFlow']>>().toEqualTypeOf<AuthFlow>();
  expectTypeOf<MfaSettings['methods'][number]>().toEqualTypeOf<MfaMethod>();
});
