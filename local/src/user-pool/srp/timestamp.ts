/** TIMESTAMP of PASSWORD_VERIFIER: `Fri Aug 7 05:01:06 UTC 2026`, the day unpadded, the time padded, in English. */
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const FORMAT = /^(\w{3}) (\w{3}) ([1-9]|[12]\d|3[01]) (\d{2}):(\d{2}):(\d{2}) UTC (\d{4})$/;

/**
 * Milliseconds by which the client's clock may differ. Assumption: AWS documents no limit, and clients with clocks that
 * are hours off were observed to sign in. 25 hours accepts those and still refuses old recordings.
 */
const TOLERANCE = 25 * 3600 * 1000;

/** Returns milliseconds since the epoch; undefined for another format and for a date that does not exist. */
export function readTimestamp(text: string): number | undefined {
  const [, day = '', month = '', date, hour, minute, second, year] = FORMAT.exec(text) ?? [];
  const time = Date.UTC(
    Number(year),
    MONTHS.indexOf(month),
    Number(date),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const parsed = new Date(time);
  const isSame = parsed.getUTCMonth() === MONTHS.indexOf(month) && DAYS[parsed.getUTCDay()] === day;
  return isSame && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60 ? time : undefined;
}

export const isFresh = (time: number, now: number): boolean => Math.abs(time - now) <= TOLERANCE;
