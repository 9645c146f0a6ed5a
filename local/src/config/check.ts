/** Checks for values of a config. Each returns a list of mistakes, one line each, beginning with the path. */
import { nearest } from '../lib/nearest.ts';

export type Check = (value: unknown, path: string) => string[];
export type Fields = Readonly<Record<string, Check | { required: Check }>>;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

const LONG = 60;

/** Writes a value as JSON. A value can be nested too deeply for the stack. */
function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    return 'nested too deeply to be shown';
  }
}

/** Writes a value for a sentence. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'function') return 'a function';
  if (value instanceof Uint8Array) return 'bytes';
  const text = typeof value === 'bigint' ? `${value}n` : asJson(value);
  return text.length > LONG ? `${text.slice(0, LONG)}…` : text;
}

/** Appends a name to a path. Names that are not identifiers stand in brackets: `buckets["my.files"]`. */
export const joinPath = (path: string, name: string): string => {
  if (!/^[\w-]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
};

export const must =
  (what: string, fits: (value: unknown) => boolean, show = shown): Check =>
  (value, path) =>
    fits(value) ? [] : [`${path} must be ${what}, and is ${show(value)}`];

export const text = must('a string', (value) => typeof value === 'string' && value !== '');
/** A text whose value is never shown. */
export const secret = must(
  'a string',
  (value) => typeof value === 'string' && value !== '',
  (value) => {
    if (value === undefined) return 'missing';
    return value === '' ? 'empty' : `a ${typeof value}`;
  },
);
export const flag = must('true or false', (value) => typeof value === 'boolean');
export const someFunction = must('a function', (value) => typeof value === 'function');

export const whole = (least: number, most: number): Check =>
  must(
    `a whole number from ${least} to ${most}`,
    (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  );
export const matching = (what: string, pattern: RegExp): Check =>
  must(what, (value) => typeof value === 'string' && pattern.test(value));

export const oneOf =
  (...values: readonly string[]): Check =>
  (value, path) => {
    if (values.includes(String(value))) return [];
    const meant = typeof value === 'string' ? nearest(value, values) : undefined;
    return [
      `${path} must be one of ${values.join(', ')}, and is ${shown(value)}${meant ? ` (did you mean ${meant}?)` : ''}`,
    ];
  };

export const list =
  (each: Check): Check =>
  (value, path) =>
    Array.isArray(value)
      ? value.flatMap((item, index) => each(item, `${path}[${index}]`))
      : [`${path} must be a list, and is ${shown(value)}`];

/** A record with names of the author's choice. */
export const named =
  (each: Check, name: { what: string; pattern: RegExp } = { what: 'not empty', pattern: /./ }): Check =>
  (value, path) =>
    isRecord(value)
      ? Object.entries(value).flatMap(([key, item]) => [
          ...(name.pattern.test(key) ? [] : [`the name ${joinPath(path, key)} must be ${name.what}`]),
          ...each(item, joinPath(path, key)),
        ])
      : [`${path} must be an object with a name for each, and is ${shown(value)}`];

const checkOf = (field: Check | { required: Check }) =>
  typeof field === 'function' ? field : field.required;

function unknownName(path: string, name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return `${joinPath(path, name)} is not known; ${meant ? `did you mean ${meant}?` : `there are ${known.join(', ')}`}`;
}

/** A record with known names. Each unknown name is a mistake, with the nearest known name as a suggestion. */
export const fields =
  (known: Fields): Check =>
  (value, path) => {
    if (!isRecord(value)) return [`${path || 'the config'} must be an object, and is ${shown(value)}`];
    const unknown = Object.keys(value)
      .filter((name) => !Object.hasOwn(known, name))
      .map((name) => unknownName(path, name, Object.keys(known)));
    const wrong = Object.entries(known)
      .filter(([name, field]) => typeof field === 'object' || value[name] !== undefined)
      .flatMap(([name, field]) => checkOf(field)(value[name], joinPath(path, name)));
    return [...unknown, ...wrong];
  };

/** Chooses the check by the value. */
export const either =
  (choose: (value: unknown) => Check): Check =>
  (value, path) =>
    choose(value)(value, path);
