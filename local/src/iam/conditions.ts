/**
 * Evaluates Condition blocks. All conditions must hold; for each, one matching value is enough; `ForAllValues` and
 * `ForAnyValue` have rules of their own.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
import type { ConditionValue, Statement } from './principal.ts';
import { type ContextKeys, valuesOf } from './context.ts';
import { type Operator, operators } from './operators.ts';
import { type Glob, resolvePattern } from './pattern.ts';

export interface OperatorName {
  set: 'ForAllValues' | 'ForAnyValue' | undefined;
  base: string;
  ifExists: 'IfExists' | undefined;
}

/** Splits a name such as `ForAllValues:StringLikeIfExists` into its three parts. */
export const readOperatorName = (name: string): OperatorName | undefined => {
  const [, set, base = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name) ?? [];
  const known = base === 'Null' ? !set && !ifExists : Object.hasOwn(operators, base);
  return known
    ? { set: set as OperatorName['set'], base, ifExists: ifExists as OperatorName['ifExists'] }
    : undefined;
};

export const listOf = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T];

const satisfies = (operator: Operator, value: string, wanted: readonly Glob[]): boolean => {
  const fits = wanted.some((glob) => operator.fits(value, glob));
  return operator.sense === 'positive' ? fits : !fits;
};

const holds = (
  { set, ifExists }: OperatorName,
  operator: Operator,
  values: readonly string[] | undefined,
  wanted: readonly Glob[],
): boolean => {
  const one = (value: string) => satisfies(operator, value, wanted);
  if (set === 'ForAllValues') return (values ?? []).every(one);
  if (values === undefined) return ifExists !== undefined || (!set && operator.sense === 'negated');
  if (set === 'ForAnyValue') return values.some(one);
  return operator.sense === 'negated' ? values.every(one) : values.some(one);
};

const show = (values: readonly unknown[] | undefined) =>
  values === undefined ? 'absent' : `[${values.map(String).join(', ')}]`;

/** Returns the reason why the conditions do not hold; undefined when they hold. */
export const failedCondition = (
  conditions: Statement['Condition'],
  keys: ContextKeys,
  variables: 'replace' | 'literal',
): string | undefined => {
  for (const [name, block] of Object.entries(conditions ?? {})) {
    const operatorName = readOperatorName(name);
    if (!operatorName) return `${name} is not a condition operator`;
    for (const [key, policyValue] of Object.entries(block)) {
      const because = failedTest(operatorName, name, key, policyValue, keys, variables);
      if (because) return because;
    }
  }
  return undefined;
};

const failedTest = (
  operatorName: OperatorName,
  name: string,
  key: string,
  policyValue: ConditionValue,
  keys: ContextKeys,
  variables: 'replace' | 'literal',
): string | undefined => {
  const values = valuesOf(keys, key);
  const wanted = listOf(policyValue).map(String);
  const because = `${name} ${key} asks for ${show(wanted)}, and the request has ${show(values)}`;
  const operator = operators[operatorName.base];
  if (!operator) {
    const absent = String(values === undefined || values.length === 0);
    return wanted.some((value) => value.toLowerCase() === absent) ? undefined : because;
  }
  const globs = wanted.map((text) =>
    resolvePattern(text, keys, { wildcards: operator.wildcards, variables }),
  );
  if (!globs.every((glob) => glob !== undefined)) {
    return `${name} ${key} has a variable that this request has no value for`;
  }
  return holds(operatorName, operator, values, globs) ? undefined : because;
};
