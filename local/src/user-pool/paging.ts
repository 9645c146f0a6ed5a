/** A list in pages. A page's token names its last item, so that what is added or removed meanwhile moves nothing. */
import { fromBase64, toBase64, utf8 } from '../lib/bytes.ts';

export interface Page<Item> {
  items: Item[];
  /** The token of the page after it; undefined on the last one. */
  next?: string;
}

/** Undefined for a token that no page gave, or whose item is gone. */
export function pageOf<Item>(
  all: readonly Item[],
  keyOf: (item: Item) => string,
  size: number,
  token: string | undefined,
): Page<Item> | undefined {
  const last =
    token === undefined ? undefined : new TextDecoder().decode(fromBase64(token) ?? new Uint8Array());
  const start = last === undefined ? 0 : all.findIndex((item) => keyOf(item) === last) + 1;
  if (last !== undefined && start === 0) return undefined;
  const items = all.slice(start, start + size);
  const final = items.at(-1);
  if (final === undefined || start + size >= all.length) return { items };
  return { items, next: toBase64(utf8(keyOf(final))) };
}
