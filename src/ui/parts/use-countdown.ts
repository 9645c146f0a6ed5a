'use client';
/** Counts seconds down, by the client's clock. */
import { useEffect, useState } from 'react';
import { useCognito } from '../../react/cognito-context.ts';

/** Seconds left of a wait that begins anew with each `round`. */
export function useCountdown(wait: number, round: unknown): number {
  const { clock } = useCognito().userPool.platform;
  const [left, setLeft] = useState(wait);
  useEffect(() => {
    const end = clock.now() + wait * 1000;
    let cancel = () => {};
    const tick = () => {
      const seconds = Math.max(0, Math.ceil((end - clock.now()) / 1000));
      setLeft(seconds);
      if (seconds > 0) cancel = clock.after(1000, tick);
    };
    tick();
    return () => cancel();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- `round` begins it anew
  }, [clock, wait, round]);
  return left;
}
