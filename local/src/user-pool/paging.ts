/** Pages of a list. The token of a page names the page's last item, so changes elsewhere in the list move nothing. */
import { fromBase64, toBase64Url, utf8 } from '../lib/bytes.ts';
import type { JsonObject } from '../protocol/json-service.ts';
import { invalidParameter } from './input.ts';
import { readInteger } from './input-types.ts';

export interface Page<Item> {
  items: readonly Item[];
  /** Token of the following page; absent on the last page. */
  next?: string;
}

interface PageRequest {
  limit: number;
  token: string | undefined;
  /**
   * `byKey` sorts by key, and continues after an item that was removed meanwhile. `asListed` keeps the order, and
   * refuses the token of a removed item. Default `byKey`.
   */
  order?: 'byKey' | 'asListed';
}

/** Constraints of PaginationToken and NextToken in most lists. */
export const pageToken = { optional: true, min: 1, pattern: /^[\S]+$/ } as const;

/** Reads the page size. 0 and a missing value mean the maximum. */
export const readLimit = (input: JsonObject, name: string, max: number): number =>
  readInteger(input, name, { min: 0, max }) || max;

const PREFIX = 'after:';

const invalidToken = () => invalidParameter('Invalid pagination token.');

function keyIn(token: string): string {
  const bytes = fromBase64(token.replaceAll('-', '+').replaceAll('_', '/'));
  const text = bytes && new TextDecoder().decode(bytes);
  if (!text?.startsWith(PREFIX)) throw invalidToken();
  return text.slice(PREFIX.length);
}

/**
 * Returns one page of a list.
 * @param keyOf returns a key that no other item of the list has
 * @throws {ServiceError} InvalidParameterException for a token that no page of this list has
 */
export function pageOf<Item>(
  all: readonly Item[],
  keyOf: (item: Item) => string,
  { limit, token, order = 'byKey' }: PageRequest,
): Page<Item> {
  const listed = order === 'byKey' ? all.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) : all;
  let rest = listed;
  if (token !== undefined) {
    const last = keyIn(token);
    if (order === 'byKey') rest = listed.filter((item) => keyOf(item) > last);
    else {
      const index = listed.findIndex((item) => keyOf(item) === last);
      if (index === -1) throw invalidToken();
      rest = listed.slice(index + 1);
    }
  }
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  if (last === undefined || items.length === rest.length) return { items };
  return { items, next: toBase64Url(utf8(PREFIX + keyOf(last))) };
}

/** Returns the field of a reply that carries the token of the following page; an empty object on the last page. */
export const nextToken = (field: string, { next }: Page<unknown>): Record<string, string> =>
  next === undefined ? {} : { [field]: next };
