/**
 * Reads the texts of an operation's input, and refuses values that do not fit the API's model. One
 * InvalidParameterException lists all broken constraints, in AWS's words.
 */
import type { JsonObject } from '../protocol/json-service.ts';
import { ServiceError } from '../protocol/service-error.ts';

export const invalidParameter = (message: string): ServiceError =>
  new ServiceError('InvalidParameterException', message);

export interface TextRule {
  optional?: boolean;
  min?: number;
  max?: number;
  pattern?: RegExp;
}

export type TextRules = Record<string, TextRule>;

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

/** The refusal of an input without a required member that is no text. */
export const missingMember = (name: string): ServiceError =>
  invalidParameter(
    `1 validation error detected: Value at '${lowerFirst(name)}' failed to satisfy constraint: Member must not be null`,
  );

/** The refusal of a value that is none of the listed ones. */
export const notInEnum = (name: string, value: string, allowed: readonly string[]): ServiceError =>
  invalidParameter(
    `1 validation error detected: Value '${value}' at '${lowerFirst(name)}' failed to satisfy constraint: ` +
      `Member must satisfy enum value set: [${allowed.join(', ')}]`,
  );

/** Returns the constraint that a text breaks, in the model's words. Lengths count code points. */
function brokenConstraint(text: string, { min, max, pattern }: TextRule): string | undefined {
  const length = Array.from(text).length;
  if (min !== undefined && length < min) return `Member must have length greater than or equal to ${min}`;
  if (max !== undefined && length > max) return `Member must have length less than or equal to ${max}`;
  if (pattern && !pattern.test(text))
    return `Member must satisfy regular expression pattern: ${pattern.source.replace(/^\^(?:\(\?:)?|\)?\$$/g, '')}`;
  return undefined;
}

/** The texts that a set of rules describes: a rule with `optional: true` allows undefined. */
export type Texts<Rules extends TextRules> = {
  [Name in keyof Rules]: Rules[Name] extends { optional: true } ? string | undefined : string;
};

/**
 * Reads the texts that the rules name.
 * @throws {ServiceError} InvalidParameterException for broken constraints and missing required texts,
 * SerializationException for a value of another type
 */
export function readTexts<const Rules extends TextRules>(input: JsonObject, rules: Rules): Texts<Rules> {
  const wrong: string[] = [];
  const texts: Record<string, string | undefined> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const value = Object.hasOwn(input, name) ? (input[name] ?? undefined) : undefined;
    if (value !== undefined && typeof value !== 'string') {
      throw new ServiceError('SerializationException', `${name} can not be converted to a String`);
    }
    const broken =
      value === undefined ? !rule.optional && 'Member must not be null' : brokenConstraint(value, rule);
    if (broken) wrong.push(`Value at '${lowerFirst(name)}' failed to satisfy constraint: ${broken}`);
    texts[name] = value;
  }
  if (wrong.length > 0) {
    const count = `${wrong.length} validation error${wrong.length > 1 ? 's' : ''} detected`;
    throw invalidParameter(`${count}: ${wrong.join('; ')}`);
  }
  return texts as Texts<Rules>;
}

/** Reads a map of texts, such as AuthParameters. A missing map is empty, and entries that are null are left out. */
export function readMap(input: JsonObject, name: string): Map<string, string> {
  const value = input[name] ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new ServiceError('SerializationException', `${name} can not be converted to a Map`);
  }
  const entries = Object.entries(value).filter(([, text]) => text !== null);
  if (entries.some(([, text]) => typeof text !== 'string')) {
    throw new ServiceError('SerializationException', `${name} has a value that is no String`);
  }
  return new Map(entries as [string, string][]);
}

export function requireParameter(parameters: ReadonlyMap<string, string>, name: string): string {
  const value = parameters.get(name);
  if (!value) throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}

/** Patterns and lengths of the API's model. */
export const rules = {
  username: { min: 1, max: 128, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u },
  password: { max: 256, pattern: /^[\S]+.*[\S]+$/ },
  clientId: { min: 1, max: 128, pattern: /^[\w+]+$/ },
  code: { min: 1, max: 2048, pattern: /^[\S]+$/ },
  attributeName: { min: 1, max: 32, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u },
  groupName: { min: 1, max: 128, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u },
  userPoolId: { min: 1, max: 55, pattern: /^[\w-]+_[0-9a-zA-Z]+$/ },
  accessToken: { pattern: /^[A-Za-z0-9\-_=.]+$/ },
  /** The wire field `Session`. */
  challengeToken: { min: 20, max: 2048 },
  /** A region and a UUID. */
  deviceKey: { min: 1, max: 55, pattern: /^[\w-]+_[0-9a-f-]+$/ },
  totpCode: { min: 6, max: 6, pattern: /^[0-9]+$/ },
} as const satisfies TextRules;
