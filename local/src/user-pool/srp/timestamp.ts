/** TIMESTAMP of PASSWORD_VERIFIER: `Fri Aug 7 05:01:06 UTC 2026`, the day unpadded, the time padded, in English. */
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const FORMAT = /^(\w{3}) (\w{3}) ([1-9]|[12]\d|3[01]) (\d{2}):(\d{2}):(\d{2}) UTC (\d{4})$/;

/**
 * (?) AWS publishes no limit; people whose clock is hours off do sign in there. A day and an hour lets each of them
 * in and still refuses what was recorded long ago.
 */
const TOLERANCE = 25 * 3600 * 1000;

/** Milliseconds since the epoch; undefined unless it is exactly of that form and a real date. */
export function readTimestamp(text: string): number | undefined {
  const [, day = '', month = '', date, hour, minute, second, year] = FORMAT.exec(text) ?? [];
  const at = Date.UTC(
    Number(year),
    MONTHS.indexOf(month),
    Number(date),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const read = new Date(at);
  const same = read.getUTCMonth() === MONTHS.indexOf(month) && DAYS[read.getUTCDay()] === day;
  return same && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60 ? at : undefined;
}

export const isFresh = (at: number, now: number): boolean => Math.abs(at - now) <= TOLERANCE;
