/** Pages of a list, told apart by where the next one begins. */
import { invalidParameter } from './context.ts';

/** The token is the index of the next item. @throws ServiceError InvalidParameterException */
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
