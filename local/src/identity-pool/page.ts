/** Pages of a list. A page token is the index of the next item. */
import { invalidParameter } from './context.ts';

/** Returns one page. Throws ServiceError InvalidParameterException for a malformed token. */
export const pageOf = <Item>(
  all: readonly Item[],
  most: number,
  token: string | undefined,
): { items: readonly Item[]; next: string | undefined } => {
  if (token !== undefined && !/^\d{1,9}$/.test(token)) throw invalidParameter('Invalid NextToken.');
  const from = Number(token ?? 0);
  const to = from + most;
  return { items: all.slice(from, to), next: to < all.length ? String(to) : undefined };
};
