/**
 * The service's time on a device whose clock may be wrong. The `Date` of a reply says when the service sent it; where
 * CORS hides it, a token that has just arrived says when it was issued. The difference to the device's clock at that
 * moment is the offset. No other module computes one.
 */
import type { Clock } from '../lib/platform.ts';

export interface ServiceClock {
  /** Returns milliseconds since the Unix epoch, by the service's clock. */
  now: () => number;
  /** Returns the milliseconds to add to the device's clock: the AWS SDK's `systemClockOffset`. */
  offset: () => number;
  /**
   * Sets the offset by a reply that has just arrived.
   * @param date Its `Date`: milliseconds, service's clock. NaN: CORS hides it; 0: the reply came from a cache.
   */
  onServerDate: (date: number) => void;
  /**
   * Sets the offset by a token that has just arrived, unless the last reply had a date, which is more exact.
   * @param issuedAt When it was issued: milliseconds, service's clock.
   */
  measure: (issuedAt: number) => void;
  /** Sets an offset that was measured earlier. */
  restore: (offset: number) => void;
}

/** Milliseconds. A smaller offset comes of a token's whole seconds and the time of transfer, not of a wrong clock. */
const NOISE = 30_000;
/** Milliseconds. A device that is further off cannot make a TLS connection, so the token is an old one. */
const LIMIT = 25 * 3_600_000;

/**
 * Creates the service's clock.
 * @param clock The device's clock.
 * @returns A clock with offset 0.
 */
export function createServiceClock(clock: Clock): ServiceClock {
  let offset = 0;
  /** Whether the last reply had a readable date. */
  let isDated = false;
  const restore = (measured: number) => {
    offset = Math.abs(measured) < NOISE || Math.abs(measured) > LIMIT ? 0 : measured;
  };
  return {
    now: () => clock.now() + offset,
    offset: () => offset,
    onServerDate(date) {
      isDated = !Number.isNaN(date);
      if (date) restore(date - clock.now());
    },
    measure(issuedAt) {
      if (!isDated) restore(issuedAt - clock.now());
    },
    restore,
  };
}
