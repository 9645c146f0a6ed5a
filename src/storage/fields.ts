/** Reads what a store may hold, which may be anything. */

export const RECORD_VERSION = 1;

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const areText = (fields: Fields, ...names: readonly string[]) =>
  names.every((name) => typeof fields[name] === 'string' && fields[name] !== '');

export const isMark = (fields: Fields) =>
  fields['version'] === RECORD_VERSION &&
  areText(fields, 'epoch') &&
  Number.isSafeInteger(fields['generation']);
