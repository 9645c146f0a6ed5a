/** Reads what a store may hold, which may be anything: a checked copy of the fields that are known, or nothing. */

export const RECORD_VERSION = 1;

/** What a value is, if it is that. */
type Reader<Value> = (value: unknown) => Value | undefined;

export const text: Reader<string> = (value) => (typeof value === 'string' && value ? value : undefined);
export const number: Reader<number> = (value) => (Number.isFinite(value) ? (value as number) : undefined);
export const version: Reader<typeof RECORD_VERSION> = (value) =>
  value === RECORD_VERSION ? RECORD_VERSION : undefined;

/** Whether a later version of the kit wrote it: then it is neither read nor written over. */
export const isNewer = (value: unknown): boolean =>
  ((value as { version?: unknown } | null | undefined)?.version as number) > RECORD_VERSION;
/** By IndexedDB's own name for the same, which is all that is read of it. */
export const newer = () => new DOMException('', 'VersionError');

/** What is broken under an `optional` name is left out; under another, it breaks the whole. */
export const createReader =
  <Stored extends object>(
    readers: { [Name in keyof Stored]-?: Reader<Exclude<Stored[Name], undefined>> },
    ...optional: readonly (keyof Stored)[]
  ): Reader<Stored> =>
  (value) => {
    const copy: Partial<Stored> = {};
    for (const name in readers) {
      // Also of null and of plain values, which have no such fields.
      const field = readers[name]((value as Stored | null)?.[name]);
      if (field !== undefined) copy[name] = field;
      else if (!optional.includes(name)) return undefined;
    }
    return copy as Stored;
  };
