/** Reads flags, numbers, structures and lists of an operation's input, and refuses values of another type. */
import type { JsonObject } from '../protocol/json-service.ts';
import { ServiceError } from '../protocol/service-error.ts';
import { invalidParameter, missingMember, readMap } from './input.ts';

const notA = (name: string, type: string): ServiceError =>
  new ServiceError('SerializationException', `${name} can not be converted to a ${type}`);

const valueOf = (input: JsonObject, name: string): unknown =>
  Object.hasOwn(input, name) ? (input[name] ?? undefined) : undefined;

/** Reads a Boolean. Refuses texts, since "false" would count as true. */
export function readFlag(input: JsonObject, name: string): boolean | undefined {
  const value = valueOf(input, name);
  if (value === undefined || typeof value === 'boolean') return value;
  throw notA(name, 'Boolean');
}

export function readInteger(
  input: JsonObject,
  name: string,
  { min, max }: { min: number; max: number },
): number | undefined {
  const value = valueOf(input, name);
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw notA(name, 'Integer');
  const broken =
    (value < min && `greater than or equal to ${min}`) || (value > max && `less than or equal to ${max}`);
  if (broken) {
    const field = name.charAt(0).toLowerCase() + name.slice(1);
    throw invalidParameter(
      `1 validation error detected: Value '${value}' at '${field}' failed to satisfy constraint: ` +
        `Member must have value ${broken}`,
    );
  }
  return value;
}

export function readObject(input: JsonObject, name: string): JsonObject | undefined {
  const value = valueOf(input, name);
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw notA(name, 'Structure');
  return value as JsonObject;
}

function readList(input: JsonObject, name: string): readonly unknown[] | undefined {
  const value = valueOf(input, name);
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw notA(name, 'List');
  return value as unknown[];
}

export function readTextList(input: JsonObject, name: string): readonly string[] | undefined {
  return readList(input, name)?.map((item) => {
    if (typeof item !== 'string') throw notA(`A member of ${name}`, 'String');
    return item;
  });
}

/** Reads a list of structures. */
export function readObjects(input: JsonObject, name: string): readonly JsonObject[] | undefined {
  return readList(input, name)?.map((item) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      throw notA(`A member of ${name}`, 'Structure');
    }
    return item as JsonObject;
  });
}

/** Reads a list of `{Name, Value}` as a map. A missing Value counts as an empty text. */
export function readPairs(input: JsonObject, name: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const item of readObjects(input, name) ?? []) {
    const { Name, Value } = item;
    if (Value !== undefined && Value !== null && typeof Value !== 'string') {
      throw notA(`Value of a member of ${name}`, 'String');
    }
    if (typeof Name !== 'string') throw missingMember(name);
    pairs.set(Name, Value ?? '');
  }
  return pairs;
}

/** Reads ClientMetadata, which is passed on to triggers. Returns undefined for a missing or an empty map. */
export function readClientMetadata(input: JsonObject): Record<string, string> | undefined {
  const metadata = readMap(input, 'ClientMetadata');
  return metadata.size === 0 ? undefined : Object.fromEntries(metadata);
}
