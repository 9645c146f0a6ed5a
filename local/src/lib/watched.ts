/** A record that remembers which of its members somebody has laid hands on: read, put there or taken away. */
const bare = Symbol('bare');

type Members = Record<string, unknown>;

/** The record behind a watched one, for whoever only looks: what is found there must not be changed. */
export const peek = <Value extends object>(record: Value): Readonly<Value> =>
  (record as { [bare]?: Value })[bare] ?? record;

/** Records are changed in place, so whoever has read one may change it. */
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
