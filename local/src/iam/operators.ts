/**
 * Condition operators: each compares one value of the request with one value of the policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { equalBytes, fromBase64 } from '../lib/bytes.ts';
import { inNetwork } from './ip.ts';
import { type Glob, globMatches, globText } from './pattern.ts';

export interface Operator {
  /** A negated operator holds when no value of the policy matches, and when the key is absent. */
  sense: 'positive' | 'negated';
  wildcards: 'match' | 'literal';
  fits(value: string, wanted: Glob): boolean;
}

type Compare = (value: string, wanted: string) => boolean;

const exact = (compare: Compare): Operator => ({
  sense: 'positive',
  wildcards: 'literal',
  fits: (value, wanted) => compare(value, globText(wanted)),
});
const like = (fits: Operator['fits']): Operator => ({ sense: 'positive', wildcards: 'match', fits });
const not = (operator: Operator): Operator => ({ ...operator, sense: 'negated' });

const number = (text: string) => (/^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN);
/** Reads epoch seconds, or a full or partial ISO 8601 date. */
const date = (text: string) =>
  /^\d+$/.test(text) && text.length > 4 ? Number(text) * 1000 : Date.parse(text);
const ordered = (read: (text: string) => number, compare: (a: number, b: number) => boolean) =>
  exact((value, wanted) => compare(read(value), read(wanted)));
const flag = (text: string) => (/^(true|false)$/i.test(text) ? text.toLowerCase() : undefined);

/** Splits an ARN into six parts, each matched on its own, so that a `*` matches no colon before the last part. */
const arnParts = <T>(whole: readonly T[], isColon: (part: T) => boolean): T[][] => {
  const parts: T[][] = [[]];
  for (const part of whole) {
    if (isColon(part) && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push(part);
  }
  return parts;
};
const arn = like((value, wanted) => {
  const patterns = arnParts(wanted, (part) => typeof part !== 'string' && part.char === ':');
  const texts = arnParts(value.split(''), (char) => char === ':').map((chars) => chars.join(''));
  return (
    texts.length === 6 &&
    patterns.length === 6 &&
    patterns.every((pattern, index) => globMatches(pattern, texts[index] ?? ''))
  );
});

const string = exact((value, wanted) => value === wanted);
const anyCase = exact((value, wanted) => value.toLowerCase() === wanted.toLowerCase());
const stringLike = like((value, wanted) => globMatches(wanted, value));
const bool = exact((value, wanted) => flag(value) !== undefined && flag(value) === flag(wanted));
const ip = exact(inNetwork);
/** Compares the bytes of two base64 texts. */
const binary = exact((value, wanted) => {
  const [actual, expected] = [fromBase64(value), fromBase64(wanted)];
  return actual !== undefined && expected !== undefined && equalBytes(actual, expected);
});
const equal = (a: number, b: number) => a === b;

export const operators: Readonly<Record<string, Operator>> = {
  StringEquals: string,
  StringNotEquals: not(string),
  StringEqualsIgnoreCase: anyCase,
  StringNotEqualsIgnoreCase: not(anyCase),
  StringLike: stringLike,
  StringNotLike: not(stringLike),
  NumericEquals: ordered(number, equal),
  NumericNotEquals: not(ordered(number, equal)),
  NumericLessThan: ordered(number, (a, b) => a < b),
  NumericLessThanEquals: ordered(number, (a, b) => a <= b),
  NumericGreaterThan: ordered(number, (a, b) => a > b),
  NumericGreaterThanEquals: ordered(number, (a, b) => a >= b),
  DateEquals: ordered(date, equal),
  DateNotEquals: not(ordered(date, equal)),
  DateLessThan: ordered(date, (a, b) => a < b),
  DateLessThanEquals: ordered(date, (a, b) => a <= b),
  DateGreaterThan: ordered(date, (a, b) => a > b),
  DateGreaterThanEquals: ordered(date, (a, b) => a >= b),
  Bool: bool,
  BinaryEquals: binary,
  IpAddress: ip,
  NotIpAddress: not(ip),
  ArnEquals: arn,
  ArnLike: arn,
  ArnNotEquals: not(arn),
  ArnNotLike: not(arn),
};
