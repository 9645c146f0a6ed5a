/**
 * The service's time, as seen from a device whose clock may be wrong. A reply's `Date` says when the service sent it,
 * and where CORS hides that, a token that has just arrived says when it was issued. The difference to the device's clock
 * at that moment is the offset, kept here and nowhere else.
 */
import type { Clock } from '../lib/platform.ts';

export interface ServiceClock {
  /** Milliseconds since the epoch, by the service's clock. */
  now: () => number;
  /** Milliseconds to add to the device's clock; what the AWS SDK calls `systemClockOffset`. */
  offset: () => number;
  /** A reply has just arrived that was sent at `date` (milliseconds, service's clock). NaN: hidden; 0: it came from a cache. */
  onServerDate: (date: number) => void;
  /** Something issued at `issuedAt` (milliseconds, service's clock) has just arrived. A reply's own date is surer. */
  measure: (issuedAt: number) => void;
  /** Takes an offset measured earlier. */
  restore: (offset: number) => void;
}

/** Less is a token's whole seconds and the way here, not a wrong clock. */
const NOISE = 30_000;
/** A device that is further off cannot make a TLS connection; it is the token that is old. */
const LIMIT = 25 * 3_600_000;

export function createServiceClock(clock: Clock): ServiceClock {
  let offset = 0;
  /** Whether the last reply needs no token to tell the time. */
  let dated = false;
  const restore = (measured: number) => {
    offset = Math.abs(measured) < NOISE || Math.abs(measured) > LIMIT ? 0 : measured;
  };
  return {
    now: () => clock.now() + offset,
    offset: () => offset,
    onServerDate(date) {
      dated = !Number.isNaN(date);
      if (date) restore(date - clock.now());
    },
    measure(issuedAt) {
      if (!dated) restore(issuedAt - clock.now());
    },
    restore,
  };
}
