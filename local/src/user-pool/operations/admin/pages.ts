/** Lists in pages: a token names the last thing on the page before, so that none is lost or told twice by what changes. */
import { fromBase64, toBase64Url, utf8 } from '../../../lib/bytes.ts';
import { invalidParameter } from '../../input.ts';

interface Page<Item> {
  items: readonly Item[];
  /** Absent on the last page. */
  next?: string;
}

const readToken = (token: string): string => {
  const bytes = fromBase64(token.replaceAll('-', '+').replaceAll('_', '/'));
  const text = bytes && new TextDecoder().decode(bytes);
  if (!text?.startsWith('after:')) throw invalidParameter('Invalid pagination token.');
  return text.slice('after:'.length);
};

export function pageOf<Item>(
  all: readonly Item[],
  keyOf: (item: Item) => string,
  { limit, token }: { limit: number; token: string | undefined },
): Page<Item> {
  const sorted = all.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const after = token === undefined ? undefined : readToken(token);
  const rest = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  if (last === undefined || items.length === rest.length) return { items };
  return { items, next: toBase64Url(utf8(`after:${keyOf(last)}`)) };
}
