/** A web storage over a map, as far as tests need one in Node. */
export const webStorage = (items: Map<string, string>, onChange: (key: string) => void = () => {}) => ({
  getItem: (key: string) => items.get(key) ?? null,
  setItem(key: string, value: string) {
    items.set(key, value);
    onChange(key);
  },
  removeItem(key: string) {
    if (items.delete(key)) onChange(key);
  },
});
