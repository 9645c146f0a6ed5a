/**
 * Reads an operation's input and refuses what does not fit the API's model, in the words of AWS: all that is wrong
 * with it in one InvalidParameterException.
 */
import type { JsonObject } from '../protocol/json-service.ts';
import { ServiceError } from '../protocol/service-error.ts';

export const invalidParameter = (message: string): ServiceError =>
  new ServiceError('InvalidParameterException', message);

interface TextRule {
  optional?: boolean;
  min?: number;
  max?: number;
  pattern?: RegExp;
}

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

/** The constraint that a text breaks, in the model's words. Lengths count code points. */
function brokenConstraint(text: string, { min, max, pattern }: TextRule): string | undefined {
  const length = Array.from(text).length;
  if (min !== undefined && length < min) return `Member must have length greater than or equal to ${min}`;
  if (max !== undefined && length > max) return `Member must have length less than or equal to ${max}`;
  if (pattern && !pattern.test(text))
    return `Member must satisfy regular expression pattern: ${pattern.source.replace(/^\^(?:\(\?:)?|\)?\$$/g, '')}`;
  return undefined;
}

type Texts<Rules extends Record<string, TextRule>> = {
  [Name in keyof Rules]: Rules[Name] extends { optional: true } ? string | undefined : string;
};

/** The input's texts by their rules; a required one that is missing and one of another type are refused. */
export function readTexts<const Rules extends Record<string, TextRule>>(
  input: JsonObject,
  rules: Rules,
): Texts<Rules> {
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

/** A map of texts, such as AuthParameters; empty when it is missing. Entries that are null count as missing too. */
export function readMap(input: JsonObject, name: string): Map<string, string> {
  const value = input[name] ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new ServiceError('SerializationException', `${name} can not be converted to a Map`);
  }
  const entries = Object.entries(value).filter(([, text]) => text !== null);
  if (entries.some(([, text]) => typeof text !== 'string')) {
    throw new ServiceError('SerializationException', `${name} holds what is no String`);
  }
  return new Map(entries as [string, string][]);
}

export function requireParameter(parameters: ReadonlyMap<string, string>, name: string): string {
  const value = parameters.get(name);
  if (!value) throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}

/** Patterns and lengths of the API model. */
export const rules = {
  username: { min: 1, max: 128, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u },
  password: { max: 256, pattern: /^[\S]+.*[\S]+$/ },
  clientId: { min: 1, max: 128, pattern: /^[\w+]+$/ },
  code: { min: 1, max: 2048, pattern: /^[\S]+$/ },
  attributeName: { min: 1, max: 32, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u },
  groupName: { min: 1, max: 128, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u },
  userPoolId: { min: 1, max: 55, pattern: /^[\w-]+_[0-9a-zA-Z]+$/ },
  accessToken: { pattern: /^[A-Za-z0-9\-_=.]+$/ },
  session: { min: 20, max: 2048 },
  totpCode: { min: 6, max: 6, pattern: /^[0-9]+$/ },
} as const satisfies Record<string, TextRule>;
