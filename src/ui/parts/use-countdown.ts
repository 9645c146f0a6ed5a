'use client';
/** Counts seconds down by the client's clock. */
import { useEffect, useState } from 'react';
import { useCognito } from '../../react/cognito-context.ts';

/**
 * Returns the seconds that are left, and renders once a second until 0.
 * @param wait seconds
 * @param round starts the countdown again when it changes
 */
export function useCountdown(wait: number, round: unknown): number {
  const { clock } = useCognito().userPool.platform;
  const [seconds, setSeconds] = useState(wait);
  useEffect(() => {
    const end = clock.now() + wait * 1000;
    let cancel = () => {};
    const tick = () => {
      const left = Math.max(0, Math.ceil((end - clock.now()) / 1000));
      setSeconds(left);
      if (left > 0) cancel = clock.after(1000, tick);
    };
    tick();
    return () => cancel();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new `round` starts the countdown again
  }, [clock, wait, round]);
  return seconds;
}
