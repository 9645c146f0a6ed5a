/** Parses the records of a store, which may contain anything: copies the known fields after a check of each. */

/** The version of the records' layout. */
export const RECORD_VERSION = 1;

/** Returns the value if it has the type, else undefined. */
type FieldParser<Value> = (value: unknown) => Value | undefined;

/** Takes a text that is not empty. */
export const text: FieldParser<string> = (value) => (typeof value === 'string' && value ? value : undefined);
/** Takes a finite number. */
export const number: FieldParser<number> = (value) =>
  Number.isFinite(value) ? (value as number) : undefined;
/** Takes the present version of the layout. */
export const version: FieldParser<typeof RECORD_VERSION> = (value) =>
  value === RECORD_VERSION ? RECORD_VERSION : undefined;

/** Returns whether a later version of the kit wrote the value. Such a record is neither read nor overwritten. */
export const isLaterVersion = (value: unknown): boolean =>
  ((value as { version?: unknown } | null | undefined)?.version as number) > RECORD_VERSION;
/** Creates the error of a write over a later version. IndexedDB uses the same name, and only the name is read. */
export const laterVersionError = () => new DOMException('', 'VersionError');

/**
 * Creates the parser of a record.
 * @param fields The parser of each field.
 * @param optional Fields that may be missing. A broken optional field is left out; any other breaks the whole record.
 * @returns A parser that copies the known fields, or returns undefined.
 */
export const createParser =
  <Stored extends object>(
    fields: { [Name in keyof Stored]-?: FieldParser<Exclude<Stored[Name], undefined>> },
    ...optional: readonly (keyof Stored)[]
  ): FieldParser<Stored> =>
  (value) => {
    const copy: Partial<Stored> = {};
    for (const name in fields) {
      // Null and plain values have no such fields, and so are no record.
      const field = fields[name]((value as Stored | null)?.[name]);
      if (field !== undefined) copy[name] = field;
      else if (!optional.includes(name)) return undefined;
    }
    return copy as Stored;
  };
