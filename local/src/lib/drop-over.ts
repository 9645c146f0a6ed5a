/**
 * What is over goes when something new is added: from the front, since what was added first is over first, or nearly so.
 * Nothing behind the first that stays is looked at, however much there is.
 */
export function dropOver<Kept>(records: Record<string, Kept>, isOver: (record: Kept) => boolean): void {
  for (const key in records) {
    const record = records[key];
    if (record !== undefined && !isOver(record)) return;
    delete records[key];
  }
}

/** @param remembered milliseconds beyond its end */
export const dropExpired = (
  records: Record<string, { expiresAt: number }>,
  now: number,
  remembered: number,
): void => dropOver(records, ({ expiresAt }) => expiresAt + remembered < now);
