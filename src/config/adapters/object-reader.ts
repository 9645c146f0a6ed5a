/** Reads an object of a file, field by field. A field that is missing or null is undefined; one of a wrong type is a problem. */
import type { Problems } from './problems.ts';

export interface Part {
  has: (name: string) => boolean;
  /** An empty text is none. */
  text: (name: string) => string | undefined;
  number: (name: string) => number | undefined;
  flag: (name: string) => boolean | undefined;
  texts: (name: string) => readonly string[] | undefined;
  part: (name: string) => Part | undefined;
  /** The objects of a list. */
  parts: (name: string) => readonly Part[] | undefined;
  names: () => readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown) => typeof value === 'string';
const isNumber = (value: unknown) => typeof value === 'number';
const isFlag = (value: unknown) => typeof value === 'boolean';
const listOf =
  <One>(is: (value: unknown) => value is One) =>
  (value: unknown): value is readonly One[] =>
    Array.isArray(value) && value.every(is);
const isTexts = listOf(isText);
const isParts = listOf(isFields);

export function partOf(fields: Fields, problems: Problems, path = ''): Part {
  const take = <Value>(name: string, is: (value: unknown) => value is Value, what: string) => {
    // Only its own, so that nothing is read off a prototype.
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (value === undefined || value === null) return undefined;
    if (is(value)) return value;
    problems.add(
      `${path}${name} is ${Array.isArray(value) ? 'a list' : typeof value}, and has to be ${what}`,
    );
    return undefined;
  };
  const inside = (name: string, value: Fields) => partOf(value, problems, `${path}${name}.`);
  return {
    has: (name) => Object.hasOwn(fields, name),
    text: (name) => take(name, isText, 'a text') || undefined,
    number: (name) => take(name, isNumber, 'a number'),
    flag: (name) => take(name, isFlag, 'true or false'),
    texts: (name) => take(name, isTexts, 'a list of texts'),
    part(name) {
      const value = take(name, isFields, 'an object');
      return value && inside(name, value);
    },
    parts: (name) =>
      take(name, isParts, 'a list of objects')?.map((value, at) => inside(`${name}[${at}]`, value)),
    names: () => Object.keys(fields),
  };
}

/** The file as a whole. What `import * as file` or `await import(…)` gives is taken for what is in it. */
export function readFile(file: unknown, problems: Problems): Part {
  if (isFields(file)) {
    const inner = file['default'];
    return partOf(isFields(inner) ? inner : file, problems);
  }
  problems.add(
    `it is ${file === null ? 'null' : Array.isArray(file) ? 'a list' : typeof file}, and has to be an object`,
  );
  return partOf({}, problems);
}
