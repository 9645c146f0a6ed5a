/** Parses JSON from outside, and returns undefined for any other text. */

/**
 * Parses JSON without `__proto__` keys: a copy by assignment would make a prototype of one.
 * @returns The value; undefined if the text is no JSON.
 */
export function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '', (key, value: unknown) => (key === '__proto__' ? undefined : value));
  } catch {
    return undefined;
  }
}

/**
 * Parses a JSON object.
 * @returns The object; undefined for any other value, also for an array.
 */
export function parseObject(text: string | undefined): Record<string, unknown> | undefined {
  const json = parseJson(text);
  return json instanceof Object && !Array.isArray(json) ? (json as Record<string, unknown>) : undefined;
}

/** Types a record of texts of which some may be undefined, and which JSON then leaves out. */
export const texts = (record: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  record as Record<string, string>;
