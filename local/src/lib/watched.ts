/** Records that report which of their members were read, set or deleted. */
const bare = Symbol('bare');

type Members = Record<string, unknown>;

/** Returns the record behind a watched one, for code that only reads. Nothing reached through it may be changed. */
export const peek = <Value extends object>(record: Value): Readonly<Value> =>
  (record as { [bare]?: Value })[bare] ?? record;

/** Reports every access to a member. A read counts too, because records are changed in place after they are read. */
export function watch<Value extends Members>(record: Value, touch: (key: string) => void): Value {
  const note = (key: string | symbol) => {
    if (typeof key === 'string') touch(key);
  };
  return new Proxy(record, {
    get(target, key) {
      if (key === bare) return target;
      note(key);
      return Reflect.get(target, key) as unknown;
    },
    set(target, key, value) {
      note(key);
      return Reflect.set(target, key, value);
    },
    defineProperty(target, key, descriptor) {
      note(key);
      return Reflect.defineProperty(target, key, descriptor);
    },
    deleteProperty(target, key) {
      note(key);
      return Reflect.deleteProperty(target, key);
    },
  });
}
