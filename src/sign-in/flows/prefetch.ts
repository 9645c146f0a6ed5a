/** Asks ahead for what a person will most likely be asked, and gives it once. */
import type { Clock } from '../../lib/platform.ts';

/** Milliseconds. The shortest that a pool may let a challenge's Session live is three minutes. */
const FRESH = 120_000;

export function createPrefetch<Result>(clock: Clock, ask: () => Promise<Result>) {
  let held: { at: number; result: Promise<Result> } | undefined;
  const fresh = () => (held && clock.now() - held.at < FRESH ? held.result : undefined);
  return {
    /** Asks, unless what was asked is still good: many may subscribe to one flow. */
    fetch(): void {
      if (fresh()) return;
      const result = ask();
      held = { at: clock.now(), result };
      // What failed ahead of time is nobody's error: it is asked again when it is needed.
      result.catch(() => {
        if (held?.result === result) held = undefined;
      });
    },
    take(): Promise<Result> | undefined {
      const found = fresh();
      held = undefined;
      return found;
    },
  };
}
