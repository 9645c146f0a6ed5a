/** Asks ahead for what a user name will most likely be asked about, and gives it once. */
import type { Clock } from '../lib/world.ts';

/** Milliseconds. The shortest that a pool may let a challenge's Session live is three minutes. */
const FRESH = 120_000;

export function createPrefetch<Result>(clock: Clock, ask: (username: string) => Promise<Result>) {
  let held: { username: string; at: number; result: Promise<Result> } | undefined;
  return {
    fetch(username: string): void {
      held = { username, at: clock.now(), result: ask(username) };
      // Whoever takes it is told; nobody else waits for it.
      held.result.catch(() => undefined);
    },
    take(username: string): Promise<Result> | undefined {
      const found = held;
      held = undefined;
      return found?.username === username && clock.now() - found.at < FRESH ? found.result : undefined;
    },
  };
}
