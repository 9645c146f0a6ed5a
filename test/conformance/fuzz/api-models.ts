/** Generates inputs for every operation from the API models inside AWS's own clients. */
import * as identityPool from '@aws-sdk/client-cognito-identity';
import * as userPool from '@aws-sdk/client-cognito-identity-provider';
import * as dynamoDb from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { hostileValue } from './hostile-values.ts';

/**
 * A shape in the notation of AWS's clients. A number is a simple type, with 64 or 128 added for a list or map of it. An
 * array begins with its kind. A function returns another shape. An array of two is a shape with traits.
 */
type Shape = number | (() => Shape) | readonly unknown[];

const LIST = 64;
const MAP = 128;
const simple = { string: 0, number: 1, boolean: 2, time: 4, blob: 21 } as const;

/** Generates valid values for a member of that name. */
export type Plausible = (member: string) => fc.Arbitrary<unknown>;

const resolve = (shape: Shape): Shape => {
  if (typeof shape === 'function') return resolve(shape());
  if (Array.isArray(shape) && typeof shape[0] !== 'number') return resolve(shape[0] as Shape);
  // named simple type: [0, namespace, name, traits, type]
  if (Array.isArray(shape) && shape[0] === 0 && shape.length === 5) return resolve(shape[4] as Shape);
  // member of a simple type: [type, traits]
  if (Array.isArray(shape) && shape.length === 2) return shape[0] as number;
  return shape;
};

const listOf = (item: fc.Arbitrary<unknown>) => fc.array(item, { maxLength: 3 });

function valueOf(
  unresolved: Shape,
  member: string,
  plausible: Plausible,
  depth: number,
): fc.Arbitrary<unknown> {
  const shape = resolve(unresolved);
  const inner = (of: Shape) => valueOf(of, member, plausible, depth - 1);
  if (depth < 0) return hostileValue;
  if (typeof shape === 'number') {
    if (shape >= MAP) return fc.oneof(plausible(member), fc.dictionary(fc.string(), inner(shape - MAP)));
    if (shape >= LIST) return listOf(inner(shape - LIST));
    if (shape === simple.boolean) return fc.boolean();
    if (shape === simple.number || shape === simple.time) return fc.oneof(fc.integer(), fc.double());
    return plausible(member);
  }
  const [kind, , , , first, second] = shape as readonly Shape[];
  if (kind === 1) return listOf(inner(first ?? 0));
  if (kind === 2) {
    return fc.oneof(
      { weight: 3, arbitrary: plausible(member) },
      fc.dictionary(fc.string(), inner(second ?? 0), { maxKeys: 3 }),
    );
  }
  if (kind === 4) return unionOf(shape as readonly unknown[], plausible, depth);
  return kind === 3 ? structureOf(shape as readonly unknown[], plausible, depth) : hostileValue;
}

/** Generates a structure: most members valid, some missing, some of a wrong type. */
function structureOf(shape: readonly unknown[], plausible: Plausible, depth: number): fc.Arbitrary<object> {
  const [, , , , names, members] = shape as [unknown, unknown, unknown, unknown, string[], Shape[]];
  const record = Object.fromEntries(
    names.map((name, index) => [
      name,
      fc.oneof(
        { weight: 9, arbitrary: valueOf(members[index] ?? 0, name, plausible, depth - 1) },
        { weight: 1, arbitrary: hostileValue },
      ),
    ]),
  );
  const required = names.filter((name) => !['Session', 'SecretHash', 'NextToken'].includes(name));
  return fc.oneof(
    { weight: 2, arbitrary: fc.record(record, { requiredKeys: required }) },
    { weight: 1, arbitrary: fc.record(record, { requiredKeys: [] }) },
  );
}

/** Generates one member of a union, such as DynamoDB's `{S: …}` or `{M: …}`. */
function unionOf(shape: readonly unknown[], plausible: Plausible, depth: number): fc.Arbitrary<object> {
  const [, , , , names, members] = shape as [unknown, unknown, unknown, unknown, string[], Shape[]];
  const options = names.map((name, index) =>
    valueOf(members[index] ?? 0, name, plausible, depth - 1).map((value) => ({ [name]: value })),
  );
  return fc.oneof(...options);
}

/** Returns an input generator for every operation in a client's model, by name. */
const operationsOf = (client: object, plausible: Plausible): Record<string, fc.Arbitrary<object>> =>
  Object.fromEntries(
    Object.values(client)
      .filter((shape): shape is readonly unknown[] => Array.isArray(shape) && shape[0] === 9)
      .map((operation) => {
        const [, , name, , input] = operation as [unknown, unknown, string, unknown, Shape];
        const shape = resolve(input);
        return [name, structureOf(shape as readonly unknown[], plausible, 4)];
      }),
  );

export const userPoolOperations = (plausible: Plausible) => operationsOf(userPool, plausible);
export const identityPoolOperations = (plausible: Plausible) => operationsOf(identityPool, plausible);
export const dynamoDbOperations = (plausible: Plausible) => operationsOf(dynamoDb, plausible);
