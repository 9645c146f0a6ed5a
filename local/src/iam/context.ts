/**
 * Context keys, which conditions and policy variables read. Their names are case-insensitive.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export type ContextValue = string | readonly string[];
export type ContextKeys = Readonly<Record<string, ContextValue>>;

/** Joins context keys under lower-case names. A later part overrides an earlier one. */
export const joinKeys = (...parts: readonly ContextKeys[]): ContextKeys =>
  Object.fromEntries(
    parts.flatMap((part) =>
      Object.entries(part).map(([name, value]) => [name.toLowerCase(), value] as const),
    ),
  );

/** Returns all values of a key; undefined when the request does not have the key. */
export const valuesOf = (keys: ContextKeys, name: string): readonly string[] | undefined => {
  const wanted = name.toLowerCase();
  const value = Object.hasOwn(keys, wanted) ? keys[wanted] : undefined;
  return value === undefined ? undefined : typeof value === 'string' ? [value] : value;
};

/** Returns the value of a single-valued key, for a policy variable. Multi-valued keys have no value there. */
export const oneValue = (keys: ContextKeys, name: string): string | undefined => {
  const value = Object.hasOwn(keys, name) ? keys[name] : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** Context keys of every request. */
export const requestKeys = (now: number): ContextKeys => ({
  'aws:CurrentTime': new Date(now).toISOString(),
  'aws:EpochTime': String(Math.floor(now / 1000)),
  'aws:SourceIp': '127.0.0.1',
});
