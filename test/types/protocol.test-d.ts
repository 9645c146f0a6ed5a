/** The kit's types of requests and replies agree with AWS's types, which are generated from its API model. */
import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { expectTypeOf, it } from 'vitest';
import type { ChallengeName } from '../../src/protocol/challenges.ts';
import type { Input, OperationName, Output } from '../../src/protocol/operations.ts';

type MethodOf<Name extends OperationName> = Uncapitalize<Name>;
/** AWS's input and output types of an operation, from the client's method. */
type AwsTypes<Name extends OperationName> =
  MethodOf<Name> extends keyof CognitoIdentityProvider
    ? CognitoIdentityProvider[MethodOf<Name>] extends {
        (args: infer In, options?: never): Promise<infer Out>;
        (args: never, done: never): void;
        (args: never, options: never, done: never): void;
      }
      ? { input: In; output: Out }
      : never
    : never;

/** Converts AWS's type to the JSON type: no explicit undefined, and dates as numbers. */
type OnTheWire<T> = T extends Date
  ? number
  : T extends readonly (infer Item)[]
    ? OnTheWire<Item>[]
    : T extends object
      ? { [Key in keyof T]: OnTheWire<Exclude<T[Key], undefined>> }
      : T;

/** The operations whose input type AWS's client refuses. */
type RefusedInputs = {
  [Name in OperationName]: Input<Name> extends AwsTypes<Name>['input'] ? never : Name;
}[OperationName];
/** The operations whose output type differs from AWS's. */
type MisreadOutputs = {
  [Name in OperationName]: OnTheWire<Omit<AwsTypes<Name>['output'], '$metadata'>> extends Output<Name>
    ? never
    : Name;
}[OperationName];

it('operations: AWS’s client has a type for each', () => {
  expectTypeOf<AwsTypes<'SignUp'>['input']['Username']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<
    { [N in OperationName]: [AwsTypes<N>] extends [never] ? N : never }[OperationName]
  >().toBeNever();
});

it('operations: AWS’s client accepts every input type', () => {
  expectTypeOf<RefusedInputs>().toBeNever();
});

it('operations: every output type agrees with AWS’s', () => {
  expectTypeOf<MisreadOutputs>().toBeNever();
});

it('challenges: every name is one of AWS’s', () => {
  expectTypeOf<ChallengeName>().toExtend<
    NonNullable<AwsTypes<'RespondToAuthChallenge'>['input']['ChallengeName']>
  >();
});
