/**
 * The keys that conditions and variables look at. Their names are compared without regard to case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export type ContextValue = string | readonly string[];
export type ContextKeys = Readonly<Record<string, ContextValue>>;

/** Lower-cased names; what comes later wins. */
export const joinKeys = (...parts: readonly ContextKeys[]): ContextKeys =>
  Object.fromEntries(
    parts.flatMap((part) =>
      Object.entries(part).map(([name, value]) => [name.toLowerCase(), value] as const),
    ),
  );

/** Every value of a key; undefined when the request does not have it. */
export const valuesOf = (keys: ContextKeys, name: string): readonly string[] | undefined => {
  const wanted = name.toLowerCase();
  const value = Object.hasOwn(keys, wanted) ? keys[wanted] : undefined;
  return value === undefined ? undefined : typeof value === 'string' ? [value] : value;
};

/** A variable can stand for a single value only. */
export const oneValue = (keys: ContextKeys, name: string): string | undefined => {
  const value = Object.hasOwn(keys, name) ? keys[name] : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** What every request has, whoever sends it. */
export const requestKeys = (now: number): ContextKeys => ({
  'aws:CurrentTime': new Date(now).toISOString(),
  'aws:EpochTime': String(Math.floor(now / 1000)),
  'aws:SourceIp': '127.0.0.1',
});
