/** Reads JSON that came from outside; what is none is undefined. */

/** Drops `__proto__` keys: each would turn into a prototype wherever the value is copied by assignment. */
export function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '', (key, value: unknown) => (key === '__proto__' ? undefined : value));
  } catch {
    return undefined;
  }
}

/** The same for an object, and for nothing else. */
export function parseObject(text: string | undefined): Record<string, unknown> | undefined {
  const json = parseJson(text);
  return json instanceof Object && !Array.isArray(json) ? (json as Record<string, unknown>) : undefined;
}

/** Texts of which some may be missing; JSON leaves those out. */
export const texts = (record: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  record as Record<string, string>;
