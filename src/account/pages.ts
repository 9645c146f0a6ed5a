/** Reads a list to its end, page by page. */

/** More pages than any user has things; a service that never ends must not keep the page busy. */
const MOST = 50;

export async function allPages<Item>(
  page: (token: string | undefined) => Promise<{ items: readonly Item[]; next: string | undefined }>,
): Promise<Item[]> {
  const all: Item[] = [];
  let token: string | undefined;
  for (let count = 0; count < MOST; count++) {
    const { items, next } = await page(token);
    all.push(...items);
    if (!next) break;
    token = next;
  }
  return all;
}

/** Seconds since the epoch, as a date. */
export const toDate = (seconds: number | undefined): Date | undefined =>
  seconds === undefined ? undefined : new Date(seconds * 1000);
