/**
 * Removes records that are over. Starts at the oldest and stops at the first record that stays, so the cost does
 * not depend on the number of records. Relies on insertion order being about the order of expiry.
 */
export function dropOver<Item>(records: Record<string, Item>, isOver: (record: Item) => boolean): void {
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
