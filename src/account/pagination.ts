/** Reads a paginated list to its end. */

/** Pages that are read at most: a service that never ends the list must not occupy the page forever. */
const MAX_PAGES = 50;

/**
 * @param readPage Reads the page of a token, and the first page without one; `next` is the token of the page after it
 * @returns the items of all pages; of the first 50, if there are more
 */
export async function readAllPages<Item>(
  readPage: (token: string | undefined) => Promise<{ items: readonly Item[]; next: string | undefined }>,
): Promise<Item[]> {
  const all: Item[] = [];
  let token: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { items, next } = await readPage(token);
    all.push(...items);
    if (!next) break;
    token = next;
  }
  return all;
}

/** Converts a timestamp of the service, in seconds since 1970. */
export const toDate = (seconds: number | undefined): Date | undefined =>
  seconds === undefined ? undefined : new Date(seconds * 1000);
