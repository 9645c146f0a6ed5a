/** Reads a file's object field by field. A missing or null field is undefined; a field of a wrong type is a problem. */
import type { Problems } from './problems.ts';

export interface ObjectReader {
  has: (name: string) => boolean;
  /** An empty text reads as undefined. */
  text: (name: string) => string | undefined;
  number: (name: string) => number | undefined;
  flag: (name: string) => boolean | undefined;
  texts: (name: string) => readonly string[] | undefined;
  object: (name: string) => ObjectReader | undefined;
  /** Reads a list of objects. */
  objects: (name: string) => readonly ObjectReader[] | undefined;
  /** The names of all fields. */
  names: () => readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown) => typeof value === 'string';
const isNumber = (value: unknown) => typeof value === 'number';
const isFlag = (value: unknown) => typeof value === 'boolean';
const listOf =
  <Item>(isItem: (value: unknown) => value is Item) =>
  (value: unknown): value is readonly Item[] =>
    Array.isArray(value) && value.every(isItem);
const isTexts = listOf(isText);
const isObjects = listOf(isFields);

/** Names a value's type for an error. */
const typeOf = (value: unknown) =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : `of type ${typeof value}`;

/** @param path Names the object in problems, such as `auth.` */
function createObjectReader(fields: Fields, problems: Problems, path = ''): ObjectReader {
  const read = <Value>(name: string, isValid: (value: unknown) => value is Value, expected: string) => {
    // Only own fields count, so nothing is read off a prototype.
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (value === undefined || value === null) return undefined;
    if (isValid(value)) return value;
    problems.add(`${path}${name} is ${typeOf(value)}, but has to be ${expected}`);
    return undefined;
  };
  const readerOf = (name: string, value: Fields) => createObjectReader(value, problems, `${path}${name}.`);
  return {
    has: (name) => Object.hasOwn(fields, name),
    text: (name) => read(name, isText, 'a text') || undefined,
    number: (name) => read(name, isNumber, 'a number'),
    flag: (name) => read(name, isFlag, 'true or false'),
    texts: (name) => read(name, isTexts, 'a list of texts'),
    object(name) {
      const value = read(name, isFields, 'an object');
      return value && readerOf(name, value);
    },
    objects: (name) =>
      read(name, isObjects, 'a list of objects')?.map((value, index) => readerOf(`${name}[${index}]`, value)),
    names: () => Object.keys(fields),
  };
}

/**
 * Reads a whole file: its content, or the namespace object of `import * as file` or `await import(…)`.
 * @returns a reader; an empty one, with a problem added, when the file is no object
 */
export function readFile(file: unknown, problems: Problems): ObjectReader {
  if (isFields(file)) {
    const defaultExport = file['default'];
    return createObjectReader(isFields(defaultExport) ? defaultExport : file, problems);
  }
  problems.add(`it is ${typeOf(file)}, but has to be an object`);
  return createObjectReader({}, problems);
}
