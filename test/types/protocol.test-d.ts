/** Our types of the wire against those that AWS generates from its API model. */
import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { expectTypeOf, it } from 'vitest';
import type { ChallengeName } from '../../src/protocol/challenges.ts';
import type { Input, OperationName, Output } from '../../src/protocol/operations.ts';

type MethodOf<Name extends OperationName> = Uncapitalize<Name>;
/** The command's input and output, as the client's method of that name has them. */
type Theirs<Name extends OperationName> =
  MethodOf<Name> extends keyof CognitoIdentityProvider
    ? CognitoIdentityProvider[MethodOf<Name>] extends {
        (args: infer In, options?: never): Promise<infer Out>;
        (args: never, done: never): void;
        (args: never, options: never, done: never): void;
      }
      ? { input: In; output: Out }
      : never
    : never;

/** On the wire a member is there or not, where AWS's types also allow for an explicit undefined, and a date is a number. */
type OnTheWire<T> = T extends Date
  ? number
  : T extends readonly (infer Item)[]
    ? OnTheWire<Item>[]
    : T extends object
      ? { [Key in keyof T]: OnTheWire<Exclude<T[Key], undefined>> }
      : T;

/** The operations whose input AWS would not take. */
type RefusedInputs = {
  [Name in OperationName]: Input<Name> extends Theirs<Name>['input'] ? never : Name;
}[OperationName];
/** The operations whose real output we would misread. */
type MisreadOutputs = {
  [Name in OperationName]: OnTheWire<Omit<Theirs<Name>['output'], '$metadata'>> extends Output<Name>
    ? never
    : Name;
}[OperationName];

it('knows AWS’s type of every operation', () => {
  expectTypeOf<Theirs<'SignUp'>['input']['Username']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<
    { [N in OperationName]: [Theirs<N>] extends [never] ? N : never }[OperationName]
  >().toBeNever();
});

it('sends only what AWS takes', () => {
  expectTypeOf<RefusedInputs>().toBeNever();
});

it('reads what AWS answers', () => {
  expectTypeOf<MisreadOutputs>().toBeNever();
});

it('names challenges as AWS does', () => {
  expectTypeOf<ChallengeName>().toExtend<
    NonNullable<Theirs<'RespondToAuthChallenge'>['input']['ChallengeName']>
  >();
});
