/** Lists one page of keys and common prefixes, in order. */
import { compareKeys } from './key-order.ts';
import { positionOf, type StoredObject } from './state.ts';

export interface ListingRequest {
  prefix: string;
  /** Empty for no delimiter. */
  delimiter: string;
  /** A key or a common prefix. The page begins after it, and after every key under such a prefix. */
  after: string;
  max: number;
}

export interface ListingPage {
  objects: StoredObject[];
  commonPrefixes: string[];
  /** The `after` of the next page; undefined on the last page. */
  next: string | undefined;
}

/** Returns the common prefix that a key belongs to; undefined when the key is listed itself. */
const groupOf = (key: string, prefix: string, delimiter: string): string | undefined => {
  const index = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return index < 0 ? undefined : key.slice(0, index + delimiter.length);
};

export const listPage = (
  objects: readonly StoredObject[],
  { prefix, delimiter, after, max }: ListingRequest,
): ListingPage => {
  const page: ListingPage = { objects: [], commonPrefixes: [], next: undefined };
  if (max === 0) return page;
  let last = after;
  const start = positionOf(objects, compareKeys(after, prefix) > 0 ? after : prefix);
  for (let index = start; index < objects.length; index += 1) {
    const object = objects[index];
    if (!object?.key.startsWith(prefix)) break;
    const group = groupOf(object.key, prefix, delimiter);
    const entry = group ?? object.key;
    // The prefix, or the key, has been listed on an earlier page.
    if (compareKeys(entry, last) <= 0 && last !== '') continue;
    if (page.objects.length + page.commonPrefixes.length === max) return { ...page, next: last };
    if (group === undefined) page.objects.push(object);
    else page.commonPrefixes.push(group);
    last = entry;
  }
  return page;
};
